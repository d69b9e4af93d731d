import { once } from "node:events";
import net from "node:net";
import { afterEach, expect, test } from "vitest";
import { onFreePort } from "./on-free-port.mjs";

const open = [];
const listen = async (port) => {
  const server = net.createServer().listen(port, "127.0.0.1");
  await once(server, "listening");
  open.push(server);
  return server.address().port;
};
const end = async (server) => {
  server.close();
  await once(server, "close");
};
/** A port nobody listens on. */
const unused = async () => {
  const port = await listen(0);
  await end(open.pop());
  return port;
};
afterEach(() => Promise.all(open.splice(0).map(end)));

test("a port that somebody takes between the look and the start is left to them", async () => {
  const preferred = await unused();
  const asked = [];
  const port = await onFreePort(preferred, async (free) => {
    asked.push(free);
    if (asked.length === 1) await listen(free);
    await listen(free);
  });
  expect(asked).toEqual([preferred, port]);
  expect(port).not.toBe(preferred);
});

test("two at once get a port each", async () => {
  const preferred = await unused();
  const ports = await Promise.all([onFreePort(preferred, listen), onFreePort(preferred, listen)]);
  expect(new Set(ports).size).toBe(2);
});

test("another failure is told at once", async () => {
  let starts = 0;
  const failing = onFreePort(await unused(), async () => {
    starts += 1;
    throw new Error("out of memory");
  });
  await expect(failing).rejects.toThrow("out of memory");
  expect(starts).toBe(1);
});
