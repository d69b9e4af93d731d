import { readFileSync } from "node:fs";
import https from "node:https";

/** A public TLS endpoint for the daily check to shake hands with. */
export function serveTls({ port, key, cert }) {
  return new Promise((resolve, reject) => {
    const options = { key: readFileSync(key), cert: readFileSync(cert), minVersion: "TLSv1.2" };
    const server = https.createServer(options, (_request, response) => response.end("MedinovAI\n"));
    server.once("error", reject).listen(port, "127.0.0.1", () => resolve(server));
  });
}
