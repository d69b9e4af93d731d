// Kills the demo's processes when the supervisor dies without a word (kill -9): its end of the pipe then closes.
// Runs in a session of its own, so that whatever kills the supervisor's group spares it.
import readline from "node:readline";

const GRACE_MS = 8_000;
const groups = new Set();

readline.createInterface({ input: process.stdin }).on("line", (line) => {
  const [action, pid] = line.split(" ");
  if (action === "add") groups.add(Number(pid));
  else groups.delete(Number(pid));
});

process.stdin.on("end", () => {
  signalAll("SIGTERM");
  if (groups.size === 0) process.exit(0);
  setInterval(() => groups.size === 0 && process.exit(0), 200);
  setInterval(() => signalAll(0), 200);
  setTimeout(() => {
    signalAll("SIGKILL");
    process.exit(0);
  }, GRACE_MS);
});

function signalAll(signal) {
  for (const pid of groups)
    try {
      process.kill(-pid, signal);
    } catch {
      groups.delete(pid); // gone
    }
}
