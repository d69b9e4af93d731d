import "server-only";
import { chmodSync, mkdirSync, rmSync } from "node:fs";
import net from "node:net";
import path from "node:path";

const MAX_ATTEMPTS = 3;

/**
 * Takes the data directory for this process. The embedded PostgreSQL lets a second process open the same
 * directory, and the two then diverge silently; a listening unix socket beside it is the lock, which a
 * killed holder cannot leave behind for long. Returns the function that releases it.
 */
export async function lockDirectory(directory: string): Promise<() => void> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  chmodSync(directory, 0o700); // PGlite creates its files readable by all
  const socketPath = path.join(path.dirname(directory), `.${path.basename(directory)}.lock`);
  for (let attempt = 1; ; attempt++) {
    const server = net.createServer((client) => client.end());
    try {
      await listen(server, socketPath);
      server.unref();
      return () => server.close();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE" || attempt === MAX_ATTEMPTS) throw error;
      if (await isAlive(socketPath))
        throw new Error(`The data directory ${directory} is in use by another process: stop it or set DATA_DIR.`);
      rmSync(socketPath, { force: true });
    }
  }
}

function listen(server: net.Server, socketPath: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject).listen(socketPath, resolve);
  });
}

function isAlive(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const client = net.connect(socketPath, () => {
      client.destroy();
      resolve(true);
    });
    client.once("error", () => resolve(false));
  });
}
