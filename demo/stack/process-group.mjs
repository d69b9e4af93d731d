import { spawn } from "node:child_process";
import { mkdirSync, openSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const STOP_MS = 15_000;

/** The programs of a running demo: each leads a process group of its own, and none outlives the supervisor. */
export class ProcessGroup {
  constructor(logFolder) {
    this.logFolder = logFolder;
    mkdirSync(logFolder, { recursive: true });
    const guard = fileURLToPath(new URL("./guard.mjs", import.meta.url));
    this.guard = spawn(process.execPath, [guard], { detached: true, stdio: ["pipe", "ignore", "ignore"] });
    this.guard.unref();
    this.running = [];
    this.stopping = false;
  }

  /** Starts a program whose output goes to <log folder>/<name>.log. */
  start(name, command, args, { env = process.env, cwd } = {}) {
    if (this.stopping) throw new Error("the demo is stopping");
    const log = openSync(this.logFile(name), "w");
    const child = spawn(command, args, { cwd, env, detached: true, stdio: ["ignore", log, log] });
    const ended = new Promise((resolve) => {
      child.once("exit", (code, signal) => resolve(code ?? signal));
      child.once("error", (error) => resolve(error.message));
    });
    const entry = { name, child, ended };
    this.running.push(entry);
    this.guard.stdin.write(`add ${child.pid}\n`);
    void ended.then(() => {
      this.running = this.running.filter((other) => other !== entry);
      if (this.guard.stdin.writable) this.guard.stdin.write(`remove ${child.pid}\n`);
    });
    return entry;
  }

  /** Asks a program to end, and makes it when it does not. */
  async stop({ child, ended }) {
    signalGroup(child, "SIGTERM");
    const timer = setTimeout(() => signalGroup(child, "SIGKILL"), STOP_MS);
    await ended;
    clearTimeout(timer);
  }

  /** Ends a program without asking. */
  async kill({ child, ended }) {
    signalGroup(child, "SIGKILL");
    await ended;
  }

  /** The last started first: the portal before what it reads. */
  async stopAll() {
    this.stopping = true;
    for (const entry of [...this.running].reverse()) await this.stop(entry);
    this.guard.stdin.end();
  }

  logFile(name) {
    return path.join(this.logFolder, `${name}.log`);
  }

  lastLines(name, count = 5) {
    return readFileSync(this.logFile(name), "utf8").trimEnd().split("\n").slice(-count).join("\n");
  }
}

function signalGroup(child, signal) {
  if (child.pid === undefined || child.exitCode !== null) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // it ended in between
  }
}
