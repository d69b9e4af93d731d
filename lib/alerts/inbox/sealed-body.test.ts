import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as environment from "@/lib/env";
import { sealedBody } from "./sealed-body";

const BODY = Buffer.from('{"version":"4","alerts":[{"labels":{"ssn":"078-05-1123"}}]}');

const useSecret = (PORTAL_SECRET: string) =>
  vi.spyOn(environment, "env").mockReturnValue(environment.parseEnv({ PORTAL_SECRET }));
beforeEach(() => {
  useSecret(randomBytes(32).toString("hex"));
});
afterEach(() => {
  vi.restoreAllMocks();
});

test("a sealed body shows nothing, is never sealed twice alike, and is opened to what it was", async () => {
  const [one, other] = [await sealedBody.seal(BODY), await sealedBody.seal(BODY)];
  expect(Buffer.from(one).toString("latin1")).not.toMatch(/version|ssn|078-05-1123/);
  expect(Buffer.compare(one.subarray(1, 13), other.subarray(1, 13))).not.toBe(0);
  for (const sealed of [one, other]) expect(await sealedBody.open(sealed)).toEqual(BODY);
});

test("a body of a storm, too large to be compressed at once, is opened to what it was", async () => {
  const storm = Buffer.concat(Array.from({ length: 10_000 }, (_, index) => Buffer.from(`${index} ${BODY}`)));
  const sealed = await sealedBody.seal(storm);
  expect(sealed.byteLength).toBeLessThan(storm.byteLength / 4);
  expect(Buffer.compare(await sealedBody.open(sealed), storm)).toBe(0);
});

test("what was stored unsealed is read as it is", async () => {
  for (const body of [BODY, Buffer.from('\ufeff{"version":"4"}'), Buffer.alloc(0)])
    expect(await sealedBody.open(body)).toBe(body);
});

test("with another secret, or one bit changed anywhere, it is refused", async () => {
  const sealed = await sealedBody.seal(BODY);
  for (let at = 1; at < sealed.length; at++) {
    const changed = Buffer.from(sealed);
    changed[at]! ^= 1 << (at % 8);
    await expect(sealedBody.open(changed), `byte ${at}`).rejects.toThrow(/PORTAL_SECRET/);
  }
  for (const length of [1, 12, 28, sealed.length - 1])
    await expect(sealedBody.open(sealed.subarray(0, length))).rejects.toThrow(/PORTAL_SECRET/);
  useSecret(randomBytes(32).toString("hex"));
  await expect(sealedBody.open(sealed)).rejects.toThrow(/PORTAL_SECRET/);
});
