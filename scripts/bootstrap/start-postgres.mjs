import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { CommandError } from "./command-error.mjs";
import { requireComponent } from "./components.mjs";
import { onFreePort } from "./on-free-port.mjs";
import { timed } from "./progress.mjs";
import { runChild } from "./run-child.mjs";

const PREFERRED_PORT = 5544;

/**
 * A PostgreSQL server of its own in a temporary folder. Returns { url, stop, kill, restart }: `kill` ends it and its
 * sessions at once, and `restart` brings the same server back on the same port. Without `durable` a commit does not
 * wait for the disk: right for tests, wrong for figures. With `datedCommits` it knows when each row was committed.
 */
export async function startPostgres({ durable = false, datedCommits = false } = {}) {
  const programs = path.dirname(await requireComponent("postgres"));
  const folder = mkdtempSync(path.join(os.tmpdir(), "medinovai-pg-"));
  const data = path.join(folder, "data");
  const log = path.join(folder, "log");
  const settings = {
    listen_addresses: "127.0.0.1",
    lc_messages: "C",
    fsync: durable ? "on" : "off",
    track_commit_timestamp: datedCommits ? "on" : "off",
  };
  const options = `-k ${folder} ${Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(" ")}`;
  const control = (...args) => asServerUser(programs, "pg_ctl", ["-D", data, "-w", ...args]);
  let port;
  const start = (on) => control("-l", log, "-o", `-p ${on} ${options}`, "start");
  const startFirst = (on) =>
    start(on).catch((error) => {
      throw saysTaken(log) ? Object.assign(error, { code: "EADDRINUSE" }) : error;
    });
  /** After a kill, until the last of its sessions has noticed: they hold the memory that the new one needs. */
  async function restart(tries = 40) {
    await start(port).catch(async (error) => {
      if (tries <= 1) throw error;
      await new Promise((resolve) => setTimeout(resolve, 250));
      await restart(tries - 1);
    });
  }
  await timed("Starting PostgreSQL", async () => {
    if (isRoot()) await must("chown", ["postgres", folder]);
    await asServerUser(programs, "initdb", ["-D", data, "-A", "trust", "-U", "postgres", "--no-sync"]);
    port = await onFreePort(PREFERRED_PORT, startFirst);
  });
  return {
    url: `postgresql://postgres@127.0.0.1:${port}/postgres`,
    restart,
    kill() {
      const pid = Number(readFileSync(path.join(data, "postmaster.pid"), "utf8").split("\n", 1)[0]);
      for (const one of [pid, ...childrenOf(pid)]) killNow(one);
    },
    async stop() {
      await control("-m", "immediate", "stop");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function saysTaken(log) {
  return existsSync(log) && readFileSync(log, "utf8").includes("Address already in use");
}

/** Of a server: its sessions and helpers. Where the system does not tell, they end by themselves soon after it. */
function childrenOf(pid) {
  const list = `/proc/${pid}/task/${pid}/children`;
  return existsSync(list) ? readFileSync(list, "utf8").split(" ").filter(Boolean).map(Number) : [];
}

function killNow(pid) {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if (error.code !== "ESRCH") throw error; // it had ended already
  }
}

const isRoot = () => process.getuid?.() === 0;

/** PostgreSQL refuses to run as root, so root hands over to the package's own user. */
async function asServerUser(programs, program, args) {
  const file = path.join(programs, program);
  if (isRoot()) await must("runuser", ["-u", "postgres", "--", file, ...args]);
  else await must(file, args);
}

async function must(command, args) {
  // pg_ctl's server keeps inherited pipes open for ever: only its exit is awaited, its output goes nowhere.
  const { code } = await runChild(command, args, { silent: true, cwd: os.tmpdir() });
  if (code !== 0) throw new CommandError(`PostgreSQL could not be started or stopped: ${command} left with ${code}.`);
}
