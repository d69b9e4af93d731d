import { createServer } from "vite";
import { projectRoot } from "../bootstrap/project-root.mjs";

/** Compares what is shipped with the declaration in lib/kpis: one line per contradiction, exit code 1 when there is one. */
export async function run() {
  const vite = await createServer({
    configFile: false,
    root: projectRoot,
    appType: "custom",
    resolve: { alias: { "@": projectRoot } },
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
  });
  try {
    const load = (file) => vite.ssrLoadModule(file);
    const [{ KPIS }, { SLOS }, { BURN_RATES }] = await Promise.all(
      ["kpis", "slos", "burn-rates"].map((name) => load(`/lib/kpis/${name}.ts`)),
    );
    const { contradictions } = await load("/scripts/contract/contradictions.mjs");
    const { readShipped } = await load("/scripts/contract/read-shipped.mjs");
    const found = contradictions(readShipped(projectRoot, { kpis: KPIS, slos: SLOS, burnRates: BURN_RATES }));
    for (const { where, says } of found) process.stdout.write(`${where}: ${says}\n`);
    process.stdout.write(found.length === 0 ? "The contract holds\n" : `${found.length} contradictions\n`);
    return found.length === 0 ? 0 : 1;
  } finally {
    await vite.close();
  }
}
