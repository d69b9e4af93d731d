import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

const holder = globalThis as unknown as { portalTokenKey?: unknown };
const held = holder.portalTokenKey;
const secret = randomBytes(32).toString("hex");

/** As a process of its own, with these settings, makes it. */
async function tokenWith(settings: Record<string, string>, value: string): Promise<string> {
  vi.resetModules();
  delete holder.portalTokenKey;
  for (const [name, text] of Object.entries(settings)) vi.stubEnv(name, text);
  return (await import("./token-of")).tokenOf("SSN", value);
}

beforeEach(() => vi.stubEnv("PORTAL_SECRET", secret));
afterEach(() => {
  vi.unstubAllEnvs();
  holder.portalTokenKey = held;
});

test("equal values have equal tokens in every process with the same secret, and others have others", async () => {
  const token = await tokenWith({}, "078-05-1123");
  expect(token).toMatch(/^‹SSN:1-[0-9A-Za-z]{8}›$/);
  expect(await tokenWith({}, "078-05-1123")).toBe(token);
  expect(await tokenWith({}, "078-05-1124")).not.toBe(token);
});

test("the key changes with its id and with the secret, and the token says which id it was", async () => {
  const token = await tokenWith({}, "x");
  const rotated = await tokenWith({ PHI_KEY_ID: "2" }, "x");
  expect(rotated).toMatch(/^‹SSN:2-/);
  expect(rotated.slice(-9)).not.toBe(token.slice(-9));
  expect(await tokenWith({ PHI_KEY_ID: "1", PORTAL_SECRET: `${secret}x` }, "x")).not.toBe(token);
});

test("with a wrong configuration a log line can still be written", async () => {
  expect(await tokenWith({ PORTAL_SECRET: "short" }, "x")).toMatch(/^‹SSN:0-/);
});
