// The one entry of every npm script: Node builtins only, so that it works in a fresh clone with nothing installed.
import { nodeProblem } from "./bootstrap/node-problem.mjs";

const COMMANDS = [
  "demo",
  "dev",
  "build",
  "start",
  "test",
  "verify",
  "faults",
  "test-mutants",
  "bench",
  "phi-report",
  "lint-contract",
  "audit-verify",
  "db-roles",
];

const problem = nodeProblem(process.versions.node);
if (problem) leave(problem);
const name = process.argv[2];
if (!COMMANDS.includes(name)) leave(`Usage: node scripts/run.mjs <${COMMANDS.join("|")}>`, 2);

// Imported only now: older Node versions could not parse what follows.
const { projectRoot } = await import("./bootstrap/project-root.mjs");
process.chdir(projectRoot);
process.env.NEXT_TELEMETRY_DISABLED = "1";
try {
  const { run } = await import(`./commands/${name}.mjs`);
  // At once: an idle connection to something that was stopped would keep the process for seconds.
  process.exit((await run(process.argv.slice(3))) ?? 0);
} catch (error) {
  if (typeof error?.exitCode !== "number") throw error;
  leave(error.message, error.exitCode);
}

function leave(line, code = 1) {
  process.stderr.write(`${line}\n`);
  process.exit(code);
}
