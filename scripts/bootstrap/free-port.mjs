import net from "node:net";
import { CommandError } from "./command-error.mjs";

/** Throws one clear line when nothing can listen on this address. */
export async function requireFreePort(port, host, setting = "PORT") {
  const problem = await listenProblem(port, host);
  if (problem === "EADDRINUSE")
    throw new CommandError(`Port ${port} is in use: stop what uses it, or choose another with ${setting}=<port>.`);
  if (problem) throw new CommandError(`Cannot listen on ${host}:${port} (${problem}): choose another ${setting}.`);
}

/** The preferred port when free, else one the system picks. */
export async function freePort(preferred, host = "127.0.0.1") {
  return (await listenProblem(preferred, host)) ? await anyPort(host) : preferred;
}

function listenProblem(port, host) {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once("error", (error) => resolve(error.code ?? error.message));
    server.listen(port, host, () => server.close(() => resolve(null)));
  });
}

function anyPort(host) {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once("error", reject);
    server.listen(0, host, () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
