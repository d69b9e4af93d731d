import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:https";
import os from "node:os";
import path from "node:path";
import type { TLSSocket } from "node:tls";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadSourcesConfig } from "@/lib/datasources/config";
import { createDatasources } from "@/lib/datasources/registry";

const never = new AbortController().signal;
const folder = mkdtempSync(path.join(os.tmpdir(), "portal-tls-"));
const clients: string[] = [];
let server: Server;
let port: number;

const openssl = (...args: string[]) =>
  execFileSync("openssl", args, { cwd: folder, stdio: ["ignore", "pipe", "ignore"] });

/** An authority, and what it signed for a server and for the portal. */
function makeCertificates(): void {
  openssl(
    "req",
    "-x509",
    "-newkey",
    "rsa:2048",
    "-nodes",
    "-days",
    "2",
    "-subj",
    "/CN=test authority",
    "-keyout",
    "ca.key",
    "-out",
    "ca.pem",
  );
  writeFileSync(path.join(folder, "san"), "subjectAltName=IP:127.0.0.1");
  for (const name of ["server", "portal"]) {
    openssl(
      "req",
      "-newkey",
      "rsa:2048",
      "-nodes",
      "-subj",
      `/CN=${name}`,
      "-keyout",
      `${name}.key`,
      "-out",
      `${name}.csr`,
    );
    openssl(
      "x509",
      "-req",
      "-in",
      `${name}.csr`,
      "-CA",
      "ca.pem",
      "-CAkey",
      "ca.key",
      "-CAcreateserial",
      "-days",
      "2",
      "-extfile",
      "san",
      "-out",
      `${name}.pem`,
    );
  }
}

beforeAll(async () => {
  makeCertificates();
  const read = (name: string) => readFileSync(path.join(folder, name));
  const options = { key: read("server.key"), cert: read("server.pem"), ca: read("ca.pem"), requestCert: true };
  server = createServer({ ...options, rejectUnauthorized: true }, (request, response) => {
    clients.push(String((request.socket as TLSSocket).getPeerCertificate().subject.CN));
    response.setHeader("content-type", "application/json");
    response.end('{"status":"success","data":{"version":"2.42.0"}}');
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  port = typeof address === "object" && address ? address.port : 0;
});

afterAll(() => {
  server?.closeAllConnections();
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

function sourceWith(tls: string) {
  const file = path.join(folder, "datasources.yaml");
  writeFileSync(file, `datasources: [{ name: p, type: prometheus, url: "https://127.0.0.1:${port}"${tls} }]\n`);
  return createDatasources(loadSourcesConfig(file), 5).prometheus();
}

test("a client certificate signed by the configured authority is shown to the server", async () => {
  const source = sourceWith(", tls: { caFile: ca.pem, certFile: portal.pem, keyFile: portal.key }");
  expect(await source.version(never)).toBe("2.42.0");
  expect(clients).toEqual(["portal"]);
  await source.close();
});

test("an unknown authority is refused, and so is a portal without its certificate", async () => {
  const stranger = sourceWith("");
  await expect(stranger.version(never)).rejects.toMatchObject({
    code: "upstream_unreachable",
    message: expect.stringContaining("certificate"),
  });
  const bare = sourceWith(", tls: { caFile: ca.pem }");
  await expect(bare.version(never)).rejects.toMatchObject({ code: "upstream_unreachable" });
  await Promise.all([stranger.close(), bare.close()]);
});
