import { createServer, get, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { sendChunks } from "./send-chunks";

const CHUNKS = 12;
const CHUNK_BYTES = 8 * 1024 * 1024;

test("a slow reader is sent no more than they take, and leaves no listeners behind", async () => {
  let made = 0;
  let response: ServerResponse | undefined;
  let most = 0;
  async function* chunks() {
    for (; made < CHUNKS; made++) {
      most = Math.max(most, response?.listenerCount("close") ?? 0);
      yield new Uint8Array(CHUNK_BYTES);
    }
  }
  const server = createServer((_request, outgoing) => {
    response = outgoing;
    void sendChunks(chunks(), outgoing).then(() => outgoing.end());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const read = await new Promise<number>((resolve) => {
    get({ port: (server.address() as AddressInfo).port, host: "127.0.0.1" }, async (incoming) => {
      await sleep(50);
      expect(made).toBeLessThan(CHUNKS / 2);
      let bytes = 0;
      incoming.on("data", (chunk: Buffer) => (bytes += chunk.length)).on("end", () => resolve(bytes));
    });
  });
  server.close();
  expect(read).toBe(CHUNKS * CHUNK_BYTES);
  expect(most).toBeLessThan(5);
});
