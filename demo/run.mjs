import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { CommandError } from "../scripts/bootstrap/command-error.mjs";
import { requireComponent } from "../scripts/bootstrap/components.mjs";
import { freePort, requireFreePort } from "../scripts/bootstrap/free-port.mjs";
import { say } from "../scripts/bootstrap/progress.mjs";
import { projectRoot } from "../scripts/bootstrap/project-root.mjs";
import { whenOrphaned } from "../scripts/bootstrap/when-orphaned.mjs";

const SERVICES = ["prometheus", "alertmanager", "chatbot", "infra", "cloudwatch", "tls"];

/**
 * Starts the whole demo and stays until it is told to stop. `prepare` installs or builds what is missing;
 * `development` runs Next's development server. Returns the exit code.
 */
export async function startDemo({ prepare = async () => {}, development = false } = {}) {
  const started = Date.now();
  const options = readOptions(development);
  await requireFreePort(options.port, options.host);
  const programs = {
    prometheus: await requireComponent("prometheus"),
    alertmanager: await requireComponent("alertmanager"),
  };
  await prepare();
  const ports = await choosePorts(options.port);
  // Imported only now: it needs what npm installed.
  const { Demo } = await import("./demo.mjs");
  const demo = new Demo({ ...options, ports, programs });
  const stopRequested = nextSignal();
  try {
    const address = await Promise.race([demo.start(), stopRequested]);
    if (address === undefined) return 0;
    writeFileSync(path.join(options.folder, "demo.json"), `${JSON.stringify({ ...address, ports }, null, 2)}\n`);
    announce(address, demo.secrets, (Date.now() - started) / 1000);
    const crash = await Promise.race([demo.portalEnded(), stopRequested]);
    if (crash === undefined) return 0;
    throw new CommandError(`The portal ended (${crash.code}); see ${crash.log}\n${crash.lastLines}`);
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError(`The demo could not run: ${error.message}`);
  } finally {
    say("Stopping …");
    await demo.stop();
    say("Stopped");
  }
}

function readOptions(development) {
  const { PORT, HOST, DEMO_DIR, DEMO_QUICK, DEMO_SCRAPE, DEMO_INCIDENTS } = process.env;
  const folder = path.resolve(projectRoot, DEMO_DIR || ".data/demo");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return {
    folder,
    development,
    port: Number(PORT || 3000),
    host: HOST || "127.0.0.1",
    /** Three days of history are enough for tests, and take two seconds. */
    days: DEMO_QUICK ? 3 : 35,
    /** How often Prometheus scrapes and evaluates; tests want their alerts sooner. */
    scrape: DEMO_SCRAPE || "15s",
    scripted: DEMO_INCIDENTS !== "off",
  };
}

/** The ports after the portal's, or free ones where they are taken. */
async function choosePorts(portal) {
  const ports = { portal };
  for (const [index, service] of SERVICES.entries()) ports[service] = await freePort(portal + 1 + index);
  return ports;
}

/** Resolves with undefined at the first Ctrl-C, SIGTERM or closed terminal, or when npm was killed. */
function nextSignal() {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => resolve(undefined));
    whenOrphaned(() => resolve(undefined));
  });
}

function announce({ portal, chatbot }, { users }, seconds) {
  const rows = users.map(({ role, email, password }) => `  ${role.padEnd(12)}${email.padEnd(34)}${password}`);
  process.stdout.write(
    [
      "",
      `MedinovAI Observability Portal is ready (${seconds.toFixed(0)} s): ${portal}`,
      "",
      `  ${"role".padEnd(12)}${"e-mail".padEnd(34)}password`,
      ...rows,
      "",
      "Incidents come by themselves every few minutes. To make one at once:",
      `  curl -X POST ${chatbot}/incident -d '{"kind":"unencrypted","seconds":60}'   (all kinds: ${chatbot}/incidents)`,
      "Ctrl-C stops everything.",
      "",
      "",
    ].join("\n"),
  );
}

if (process.argv[1] === import.meta.filename)
  startDemo().then(
    (code) => process.exit(code),
    (error) => {
      process.stderr.write(`${error.message}\n`);
      process.exit(error.exitCode ?? 1);
    },
  );
