import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "../..");
const BUILD_MS = 300_000;
const SECRET = "a-secret-of-this-test-only-0123456789abcdef";
const scratch = mkdtempSync(path.join(os.tmpdir(), "commands-"));
let freePort = 0;

beforeAll(async () => {
  const server = await listening();
  freePort = portOf(server);
  server.close();
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

interface Outcome {
  code: number | null;
  output: string;
}

/** Runs one of the npm scripts' commands to its end; what a person would read is `output`. */
function command(name: string, env: Record<string, string>, root = ROOT): Promise<Outcome> {
  const child = spawn(process.execPath, ["scripts/run.mjs", name], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: "", NODE_ENV: "", ...env } as unknown as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, output })));
}

function listening(): Promise<net.Server> {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, "127.0.0.1", () => resolve(server));
  });
}

function portOf(server: net.Server): number {
  return (server.address() as net.AddressInfo).port;
}

/** The lines of `output` that speak of the problem, and not of progress. */
function problemLines({ output }: Outcome): string[] {
  return output.split("\n").filter((line) => line && !line.startsWith("[medinovai]") && !/^\s*[▲✓-]/u.test(line));
}

test(
  "start without a secret ends with one line that names the variable",
  async () => {
    const outcome = await command("start", { PORT: String(freePort), PORTAL_SECRET: "", DATA_DIR: scratch });
    expect(outcome.code).not.toBe(0);
    expect(problemLines(outcome)).toEqual([expect.stringMatching(/Wrong configuration\. PORTAL_SECRET: /)]);
  },
  BUILD_MS,
);

test(
  "start without its file of data sources ends with one line that names the file",
  async () => {
    const missing = path.join(scratch, "nowhere.yaml");
    const env = { PORT: String(freePort), PORTAL_SECRET: SECRET, DATA_DIR: path.join(scratch, "db") };
    const outcome = await command("start", { ...env, DATASOURCES_FILE: missing });
    expect(outcome.code).not.toBe(0);
    const lines = problemLines(outcome).filter((line) => /FATAL/.test(line));
    expect(lines).toEqual([expect.stringContaining("nowhere.yaml")]);
  },
  BUILD_MS,
);

test.each(["start", "demo", "dev"])("%s on a port in use ends with one line that names the port", async (name) => {
  const server = await listening();
  try {
    const outcome = await command(name, { PORT: String(portOf(server)), DEMO_DIR: path.join(scratch, "demo") });
    expect(outcome.code).toBe(1);
    expect(problemLines(outcome)).toEqual([expect.stringMatching(`Port ${portOf(server)} is in use: .*PORT=`)]);
  } finally {
    server.close();
  }
});

test("demo without Prometheus ends with one line that says what to install", async () => {
  const bare = path.join(scratch, "bare-path");
  mkdirSync(bare, { recursive: true });
  symlinkSync(process.execPath, path.join(bare, "node"));
  const env = { PATH: bare, TOOLS_DIR: path.join(scratch, "tools"), DEMO_DIR: path.join(scratch, "demo") };
  const outcome = await command("demo", { ...env, PORT: String(freePort) });
  expect(outcome.code).toBe(1);
  expect(problemLines(outcome)).toEqual([
    expect.stringMatching(/^prometheus was not found .*apt-get install prometheus, or brew install prometheus/),
  ]);
});

test("a fresh clone without a network ends with one line", async () => {
  const clone = path.join(scratch, "clone");
  for (const name of ["package.json", "package-lock.json", ".npmrc", "scripts"])
    cpSync(path.join(ROOT, name), path.join(clone, name), { recursive: true });
  const closed = await listening();
  const registry = `http://127.0.0.1:${portOf(closed)}/`;
  await new Promise((resolve) => closed.close(resolve));
  const env = { npm_config_registry: registry, npm_config_cache: path.join(scratch, "npm-cache") };
  const outcome = await command("verify", env, clone);
  expect(outcome.code).toBe(1);
  expect(problemLines(outcome)).toEqual([expect.stringMatching(/^No network: /)]);
}, 60_000);

test("an unknown command ends with its usage", async () => {
  const outcome = await command("deploy", {});
  expect(outcome.code).toBe(2);
  expect(problemLines(outcome)).toEqual([expect.stringMatching(/^Usage: .*demo\|dev\|build\|start/)]);
});
