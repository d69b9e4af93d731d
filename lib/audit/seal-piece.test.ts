import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import type { RequestContext } from "@/lib/telemetry/context";
import { draftEntry } from "./draft-entry";
import { leafHash } from "./seal-entry";
import { sealPiece } from "./seal-piece";

const head = { size: 41n, hash: randomBytes(32), now: new Date("2026-11-25T12:00:00.123Z") };
const ctx: RequestContext = {
  actor: { kind: "machine", name: "alertmanager", permissions: new Set() },
  now: head.now,
  requestId: "r2",
};
const draft = (note: string) => draftEntry(ctx, { action: "ANNOTATION_CREATED", detail: { note } });

/** The elements of a bytea[] in PostgreSQL's binary format. */
function elementsOf(column: Uint8Array): Buffer[] {
  const bytes = Buffer.from(column);
  const elements: Buffer[] = [];
  for (let at = 20; at < bytes.length; at += 4 + elements.at(-1)!.length)
    elements.push(bytes.subarray(at + 4, at + 4 + bytes.readInt32BE(at)));
  expect(elements).toHaveLength(bytes.readInt32BE(12));
  return elements;
}

test("each entry names the hash of the one before, which is the leaf hash of its bytes", () => {
  const notes = ["plain", "日本語 😀 é".repeat(400), "", "x".repeat(20_000), "last"];
  const piece = sealPiece(head, notes.map(draft));
  const bodies = elementsOf(piece.columns.body);
  const hashes = elementsOf(piece.columns.hash);
  expect(bodies.map((body) => JSON.parse(body.toString()).detail.note)).toEqual(notes);
  expect(bodies.map((body) => JSON.parse(body.toString()).seq)).toEqual([41, 42, 43, 44, 45]);
  expect(hashes).toEqual(bodies.map(leafHash));
  expect(elementsOf(piece.columns.prevHash)).toEqual([head.hash, ...hashes.slice(0, -1)]);
  expect(bodies.map((body) => JSON.parse(body.toString()).prev)).toEqual(
    [head.hash, ...hashes.slice(0, -1)].map((hash) => hash.toString("hex")),
  );
  expect(new Set(bodies.map((body) => JSON.parse(body.toString()).salt)).size).toBe(notes.length);
  expect(piece.before).toMatchObject({ size: 41n, hash: head.hash });
  expect(piece.after).toEqual({ size: 46n, hash: hashes.at(-1) });
});

test("one that is too large is refused", () => {
  expect(() => sealPiece(head, [draft("small"), draft("x".repeat(61_440))])).toThrow(/may hold/);
});
