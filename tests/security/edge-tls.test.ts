import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import tls from "node:tls";
import { afterEach, beforeAll, expect, test } from "vitest";
import { measureEndpoints } from "@/lib/compliance/checks/edge-tls";

const folder = mkdtempSync(path.join(tmpdir(), "tls-"));
const file = (name: string) => path.join(folder, name);
const servers: net.Server[] = [];
const now = new Date();

/** A certificate for `name`, valid for so many days, signed by the test's own authority. */
function certificate(name: string, days: number): { key: Buffer; cert: Buffer } {
  const openssl = (...args: string[]) => execFileSync("openssl", args, { stdio: ["ignore", "pipe", "ignore"] });
  openssl(
    "req",
    "-newkey",
    "rsa:2048",
    "-nodes",
    "-keyout",
    file("key.pem"),
    "-out",
    file("csr.pem"),
    "-subj",
    `/CN=${name}`,
    "-addext",
    `subjectAltName=DNS:${name}`,
  );
  openssl(
    "x509",
    "-req",
    "-in",
    file("csr.pem"),
    "-CA",
    file("ca.pem"),
    "-CAkey",
    file("ca.key"),
    "-CAcreateserial",
    "-days",
    String(days),
    "-copy_extensions",
    "copy",
    "-out",
    file("cert.pem"),
  );
  return { key: readFileSync(file("key.pem")), cert: readFileSync(file("cert.pem")) };
}

function listen(server: net.Server): Promise<string> {
  servers.push(server);
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve(`localhost:${(server.address() as net.AddressInfo).port}`));
  });
}

const serve = (options: tls.TlsOptions) => listen(tls.createServer(options, (socket) => socket.on("error", () => {})));
const measure = (...endpoints: string[]) =>
  measureEndpoints(endpoints, file("ca.pem"), now, new AbortController().signal);

let good: { key: Buffer; cert: Buffer };
beforeAll(() => {
  execFileSync(
    "openssl",
    [
      "req",
      "-x509",
      "-newkey",
      "rsa:2048",
      "-nodes",
      "-keyout",
      file("ca.key"),
      "-out",
      file("ca.pem"),
      "-days",
      "900",
      "-subj",
      "/CN=Test authority",
    ],
    { stdio: "ignore" },
  );
  good = certificate("localhost", 90);
});
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

test("D11 TLS 1.2 and newer with a good certificate passes, and older versions were really tried", async () => {
  const finding = await measure(await serve({ ...good, minVersion: "TLSv1.2" }));
  expect(finding).toMatchObject({ status: "pass", reasonCode: null });
  expect(Object.values(finding.observed)[0]).toMatch(/^TLSv1\.3, (89|90) days left, older refused$/);
});

test("D11 an endpoint that still takes TLS 1.1 fails", async () => {
  const old = await serve({ ...good, minVersion: "TLSv1", ciphers: "DEFAULT@SECLEVEL=0" });
  expect(await measure(old)).toMatchObject({ status: "fail", reasonCode: "OLD_TLS_ACCEPTED" });
});

test("D11 an endpoint that takes nothing newer than TLS 1.1 fails", async () => {
  const old = await serve({ ...good, minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" });
  expect(await measure(old)).toMatchObject({ status: "fail", reasonCode: "HANDSHAKE_REFUSED" });
});

test.each([
  ["another name", () => certificate("elsewhere.test", 90), "CERTIFICATE_NOT_TRUSTED"],
  ["20 days left", () => certificate("localhost", 20), "CERTIFICATE_EXPIRES"],
])("D11 a certificate with %s fails", async (_, make, reasonCode) => {
  expect(await measure(await serve(make()))).toMatchObject({ status: "fail", reasonCode });
});

test("D11 a certificate of an unknown authority fails", async () => {
  const endpoint = await serve(good);
  const finding = await measureEndpoints([endpoint], undefined, now, new AbortController().signal);
  expect(finding).toMatchObject({ status: "fail", reasonCode: "CERTIFICATE_NOT_TRUSTED" });
});

test("D11 nobody there, and somebody who never answers, are unknown", async () => {
  expect(await measure("localhost:1")).toMatchObject({ status: "unknown", reasonCode: "UNREACHABLE" });
  const silent = await listen(net.createServer((socket) => socket.on("error", () => {})));
  expect(await measure(silent)).toMatchObject({ status: "unknown", reasonCode: "UNREACHABLE" });
});

test("D11 plain HTTP where TLS should be fails", async () => {
  const plain = await listen(
    net.createServer((socket) =>
      socket.on("error", () => {}).once("data", () => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n")),
    ),
  );
  expect(await measure(plain)).toMatchObject({ status: "fail", reasonCode: "HANDSHAKE_REFUSED" });
});

test("D11 one bad endpoint decides over a good one; none configured is unknown", async () => {
  const fine = await serve({ ...good, minVersion: "TLSv1.2" });
  expect((await measure(fine, "localhost:1")).status).toBe("unknown");
  expect((await measure(fine, await serve(certificate("elsewhere.test", 90)))).status).toBe("fail");
  expect(await measure()).toMatchObject({ status: "unknown", reasonCode: "NOT_CONFIGURED" });
});
