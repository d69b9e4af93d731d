import { execFileSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { checkpointText } from "@/lib/audit/note/checkpoint-text";
import { noteKey, verifierKey } from "@/lib/audit/note/note-key";
import { proofText } from "@/lib/audit/note/proof-text";
import { signNote } from "@/lib/audit/note/signed-note";
import { proofCommand } from "@/lib/audit/proof-command";
import { leafHash } from "@/lib/audit/seal-entry";
import { inclusionProof } from "@/lib/audit/tree/inclusion-proof";
import { rangeHash } from "@/lib/audit/tree/range-hash";
import { readKeys } from "../audit-verify/note.mjs";
import { checkProof } from "./check-proof.mjs";

const ORIGIN = "it's/audit";
const pair = generateKeyPairSync("ed25519");
const key = verifierKey(noteKey(ORIGIN, pair.publicKey));
const keys = readKeys(key);
const entries = Array.from({ length: 9 }, (_, seq) => Buffer.from(`{"seq":${seq},"detail":"a quote's ‖ and \\n"}`));

/** The portal's own proof of an entry among the first `size`; verified here by code that shares nothing with it. */
async function proofOf(index, size = entries.length) {
  const leaves = entries.map((entry) => leafHash(entry));
  const source = { leaves: async (from, to) => leaves.slice(from, to), nodes: async () => [] };
  const root = await rangeHash(source, 0, size);
  const note = signNote(checkpointText({ origin: ORIGIN, size, root }), ORIGIN, [pair.privateKey]);
  return proofText({ entry: entries[index], index, path: await inclusionProof(source, index, size), note });
}

describe("the proof of one entry", () => {
  it("holds for every entry of every tree, and says what it proves", async () => {
    for (let size = 1; size <= entries.length; size++)
      for (let index = 0; index < size; index++)
        expect(checkProof(await proofOf(index, size), keys)).toMatchObject({
          seq: index,
          size,
          entry: `${entries[index]}`,
        });
  });

  it("is tampered with when any byte of what it says is another", async () => {
    const proof = await proofOf(4);
    const kinds = new Set();
    const end = proof.length - 3; // the last sign of a signature holds bits that mean nothing
    for (let at = 0; at < end; at++) {
      const changed = `${proof.slice(0, at)}${proof[at] === "B" ? "C" : "B"}${proof.slice(at + 1)}`;
      kinds.add(failureOf(() => checkProof(changed, keys)));
    }
    expect([...kinds].sort()).toEqual(["incomplete", "tampered", "usage"]);
  });

  it("is incomplete when it is cut off, and needs the key that signed", async () => {
    const proof = await proofOf(4);
    expect(failureOf(() => checkProof(proof.slice(0, 120), keys))).toBe("incomplete");
    expect(failureOf(() => checkProof(proof.replace(/extra .*\n/, ""), keys))).toBe("incomplete");
    const other = verifierKey(noteKey(ORIGIN, generateKeyPairSync("ed25519").publicKey));
    expect(failureOf(() => checkProof(proof, readKeys(other)))).toBe("tampered");
  });

  it("runs as it is copied, and exits with 1 when it was changed on the way", async () => {
    const proof = await proofOf(2);
    expect(run(proofCommand(proof, [key]))).toMatchObject({
      code: 0,
      out: expect.stringContaining("OK. Entry 2 of it's"),
    });
    const [, extra] = /extra (.*)\n/.exec(proof);
    const changed = proof.replace(extra, entries[3].toString("base64"));
    expect(run(proofCommand(changed, [key]))).toMatchObject({
      code: 1,
      out: expect.stringContaining("TAMPERED. Entry 2"),
    });
    expect(run(proofCommand(proof, []))).toMatchObject({ code: 3 });
    // Keys that were got from elsewhere are the only ones that count.
    const file = path.join(mkdtempSync(path.join(os.tmpdir(), "keys-")), "keys.txt");
    writeFileSync(file, verifierKey(noteKey(ORIGIN, generateKeyPairSync("ed25519").publicKey)));
    expect(run(proofCommand(proof, [key]).replace("--key", `--keys ${file} --key`))).toMatchObject({ code: 1 });
  });

  it("cannot bring a command of its own to the shell it is pasted into", () => {
    expect(run(proofCommand("x'; echo harm; 'y", ["k'$(echo harm)"])).out).not.toMatch(/^harm/m);
  });
});

function run(command) {
  const silent = command.replace("npm run ", "npm run --silent ");
  try {
    return { code: 0, out: execFileSync("sh", ["-c", silent], { encoding: "utf8", stdio: "pipe" }) };
  } catch (error) {
    return { code: error.status, out: `${error.stdout}${error.stderr}` };
  }
}

function failureOf(check) {
  try {
    check();
  } catch (error) {
    return error.kind ?? error.message;
  }
  return "none";
}
