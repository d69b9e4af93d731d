import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import type { RequestContext } from "@/lib/telemetry/context";
import { canonicalJson } from "./canonical-json";
import { draftEntry, type NewAuditEntry } from "./draft-entry";
import { leafHash, sealEntry } from "./seal-entry";

const head = { size: 41n, hash: randomBytes(32), now: new Date("2026-11-25T12:00:00.123Z") };
const person: RequestContext = {
  actor: {
    kind: "user",
    userId: "u1",
    name: 'Ann "é" \u2028',
    email: "ann@example.test",
    role: "on_call",
    permissions: new Set(),
  },
  now: head.now,
  requestId: 'r"1',
  ip: "192.0.2.1",
  userAgent: "agent\t1",
};
const machine: RequestContext = {
  actor: { kind: "machine", name: "alertmanager", permissions: new Set() },
  now: head.now,
  requestId: "r2",
};

test.each<[string, RequestContext, NewAuditEntry, object]>([
  ["bare, by a machine", machine, { action: "SYSTEM_STARTED" }, { actor: { kind: "machine", name: "alertmanager" } }],
  [
    "full, by a person",
    person,
    {
      action: "EPISODE_OPENED",
      outcome: "denied",
      subject: { type: "episode", id: "e1" },
      detail: { z: 1, a: 'x\\"', none: undefined, nested: { list: [1, null, "😀"] } },
    },
    { ip: "192.0.2.1", userAgent: "agent\t1", outcome: "denied", subject: "episode:e1" },
  ],
  ["of another's request", person, { action: "EPISODE_OPENED", origin: machine }, { requestId: "r2" }],
])("the bytes are the canonical JSON of the whole entry: %s", (_name, ctx, entry, expected) => {
  const sealed = sealEntry(head, draftEntry(ctx, entry), "07".repeat(16));
  const parsed = JSON.parse(sealed.body.toString());
  expect(canonicalJson(parsed)).toBe(sealed.body.toString());
  expect(parsed).toMatchObject({
    v: 1,
    seq: 41,
    recordedAt: "2026-11-25T12:00:00.123Z",
    prev: head.hash.toString("hex"),
    salt: "07".repeat(16),
    action: entry.action,
    detail: JSON.parse(JSON.stringify(entry.detail ?? {})),
    ...expected,
  });
  expect(sealed.hash.equals(leafHash(sealed.body))).toBe(true);
});
