import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { BODY_ENCODING_HEADER, canEncodeBodies, restoreContentEncoding } from "./restore-content-encoding";

test("an encoded body is labelled again, whichever way its head is written, and others are left alone", async () => {
  expect(canEncodeBodies()).toBe(false);
  restoreContentEncoding();
  restoreContentEncoding();
  expect(canEncodeBodies()).toBe(true);
  const server = createServer((request, response) => {
    if (request.url === "/plain") return response.end("text");
    response.setHeader(BODY_ENCODING_HEADER, request.url === "/list" ? ["gzip"] : "gzip");
    if (request.url === "/explicit") response.writeHead(200, { "content-type": "text/plain" });
    return response.end(gzipSync("text"));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    for (const path of ["/plain", "/explicit", "/implicit", "/list"]) {
      const reply = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
      expect(await reply.text(), path).toBe("text");
      expect(reply.headers.get("content-encoding")).toBe(path === "/plain" ? null : "gzip");
      expect(reply.headers.has(BODY_ENCODING_HEADER)).toBe(false);
    }
  } finally {
    server.close();
  }
});
