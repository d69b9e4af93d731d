import { createServer } from "vite";
import { projectRoot } from "../bootstrap/project-root.mjs";

/** Recall and precision of the PHI guard by class, what look-alikes suffer, the fuzz and the throughput. */
export async function run() {
  const alias = { "@": projectRoot, "server-only": `${projectRoot}/tests/server-only.ts` };
  const vite = await createServer({
    configFile: false,
    root: projectRoot,
    appType: "custom",
    resolve: { alias },
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
  });
  try {
    const { report } = await vite.ssrLoadModule("/tests/phi/report.ts");
    const { text, failed } = report();
    process.stdout.write(`${text}\n`);
    return failed ? 1 : 0;
  } finally {
    await vite.close();
  }
}
