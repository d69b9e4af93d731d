import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { contextOf } from "../../tests/support/context";
import { pageOf } from "../../tests/support/page-of";
import { systemContext } from "../../tests/support/system-context";
import { checkedLeaf } from "./checked-leaf";
import { columnsAgree } from "./columns-agree";
import { draftEntry, type NewAuditEntry } from "./draft-entry";
import { EMPTY_LEDGER_HASH } from "./ledger-head";
import { leafHash, type SealedEntry, sealEntry } from "./seal-entry";

const head = { size: 7n, hash: EMPTY_LEDGER_HASH, now: new Date("2026-11-25T21:40:01.123Z") };
const seal = (entry: Partial<NewAuditEntry> = {}, ctx = contextOf("on_call")) =>
  sealEntry(head, draftEntry(ctx, { action: "ANNOTATION_CREATED", ...entry }), randomBytes(16).toString("hex"));
const judge = (row: SealedEntry) => checkedLeaf(pageOf([row]), 0, EMPTY_LEDGER_HASH);

const PLAIN: [name: string, row: SealedEntry][] = [
  ["of a person", seal({ subject: { type: "annotation", id: "1" } })],
  ["without a subject", seal()],
  ["of the system", seal({ outcome: "failure" }, systemContext("checkpoint", []))],
  ["of nobody", seal({}, { ...contextOf("admin"), actor: { kind: "anonymous", permissions: new Set() } })],
  [
    "with a browser and letters of any kind",
    seal({ subject: { type: "é", id: "ü" } }, contextOf("admin", { userAgent: "x" })),
  ],
];

test.each(PLAIN)("an entry %s is right, and recognised without parsing", (_name, row) => {
  expect(columnsAgree(pageOf([row]), 0)).toBe(true);
  expect(judge(row)).toEqual(row.hash);
});

test("an entry whose detail reads like its place is right", () => {
  const row = seal({ detail: { outcome: "success", prev: "0".repeat(64), seq: 7 } });
  expect(columnsAgree(pageOf([row]), 0)).toBe(true);
  expect(judge(row)).toEqual(row.hash);
});

test.each([
  ["seq", (text: string) => text.replace(/"seq":7(?=,"subject":"[^"]*","v":1}$)/, '"seq":77')],
  ["seq", (text: string) => text.replace(/"v":1}$/, '"seq":77,"v":1}')],
  ["requestId", (text: string) => text.replace(/"v":1}$/, '"v":1,"requestId":"other"}')],
])("an entry that holds its right place, and says another %s where it counts, is found", (column, change) => {
  const [, row] = PLAIN[0]!;
  const text = row.body.toString();
  const place = /"outcome":".*"subject":"[^"]*"/.exec(text)![0];
  const body = Buffer.from(change(text.replace('"detail":{}', `"detail":{"a":1,${place}}`)));
  expect(judge({ ...row, body, hash: leafHash(body) })).toBe(`the column ${column} does not say what the bytes say`);
});

test("whatever the texts of an honest entry are, it is right", () => {
  const word = fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(word, word, word, (type, id, requestId) => {
      const row = seal({ subject: { type, id }, detail: { note: id } }, contextOf("on_call", { requestId }));
      expect(judge(row)).toEqual(row.hash);
    }),
  );
});

const CHANGES: Partial<SealedEntry>[] = [
  { recordedAt: new Date("2026-11-25T21:40:01.124Z") },
  { action: "LOGOUT" },
  { outcome: "denied" },
  { actorKind: 'user"' },
  { actorId: "someone-else" },
  { actorId: null },
  { actorName: "Test on_cal" },
  { actorName: null },
  { subject: "annotation:2" },
  { subject: null },
  { subject: "null" },
  { requestId: "other" },
  { seq: 8n },
];

test.each(CHANGES.map((change) => ({ change, words: String(Object.entries(change)) })))(
  "a column that was changed is found: $words",
  ({ change }) => {
    for (const [, row] of PLAIN) {
      const [name] = Object.keys(change) as (keyof SealedEntry)[];
      const same = row[name!] === change[name!];
      expect(judge({ ...row, ...change })).toEqual(
        same ? row.hash : expect.stringMatching(/^the column \w+ does not say what the bytes say$/),
      );
    }
  },
);

test("bytes, hash and link are held against each other", () => {
  const [, row] = PLAIN[0]!;
  const body = Buffer.from(row.body.toString().replace("ANNOTATION", "ANNOTATIOM"));
  expect(judge({ ...row, body })).toBe("the bytes do not give the stored hash");
  expect(judge({ ...row, hash: EMPTY_LEDGER_HASH })).toBe("the bytes do not give the stored hash");
  expect(judge({ ...row, prevHash: row.hash })).toBe("it does not name the hash of the entry before it");
});
