import { staticChecks, vitestProject } from "../bootstrap/checks.mjs";
import { putOnPath, requireComponent } from "../bootstrap/components.mjs";
import { generate } from "../bootstrap/prepare.mjs";

/** Lint, types, unit and architecture tests: what to run before every commit. */
export async function run() {
  await generate();
  for (const name of ["promtool", "amtool"]) await putOnPath(name); // the rules and the routing are tested with them
  await requireComponent("pdftotext"); // the reports are read back as text
  await requireComponent("luajit"); // runs Fluent Bit's filter
  for (const name of ["prometheus", "postgres", "postgres-exporter", "blackbox-exporter", "node-exporter"])
    await requireComponent(name); // deploy/exporters runs them
  const results = [await staticChecks(), await vitestProject("Unit tests", "unit")];
  return results.some(({ failed }) => failed > 0) ? 1 : 0;
}
