import { createPrivateKey, createPublicKey, generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { checkpointText, parseCheckpoint } from "./checkpoint-text";
import { noteKey, parseVerifierKey, verifierKey } from "./note-key";
import { openNote, signNote } from "./signed-note";

/** The example of C2SP signed-note. */
const EXAMPLE_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
const EXAMPLE_NOTE =
  "This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";
/** The key and the note that Go's sumdb/note tests with. */
const SEED = Buffer.from("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz", "base64").subarray(1);
const GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const GO_TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const GO_NOTE = `${GO_TEXT}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`;
const ENOCH_KEY = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";
const ENOCH_LINE =
  "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";
const PKCS8_ED25519 = Buffer.from("302e020100300506032b657004220420", "hex");
const goPrivateKey = createPrivateKey({
  key: Buffer.concat([PKCS8_ED25519, SEED]),
  format: "der",
  type: "pkcs8",
});

describe("published vectors", () => {
  test("the example of C2SP signed-note opens, and its key is written as it was read", () => {
    const key = parseVerifierKey(EXAMPLE_KEY);
    expect(openNote(EXAMPLE_NOTE, [key]).text).toBe("This is an example message.\n");
    expect(verifierKey(key)).toBe(EXAMPLE_KEY);
  });

  test("Go's note is signed byte for byte, and its second signature is ignored or checked", () => {
    expect(signNote(GO_TEXT, "PeterNeumann", [goPrivateKey])).toBe(GO_NOTE);
    const [peter, enoch] = [parseVerifierKey(GO_KEY), parseVerifierKey(ENOCH_KEY)];
    expect(openNote(GO_NOTE + ENOCH_LINE, [peter]).by).toEqual([peter]);
    expect(openNote(GO_NOTE + ENOCH_LINE, [enoch, peter]).by).toEqual([peter, enoch]);
  });
});

describe("a note is refused", () => {
  const peter = parseVerifierKey(GO_KEY);
  test.each([
    ["changed text", GO_NOTE.replace("cryptography", "Cryptography")],
    ["a changed signature", GO_NOTE.replace("x08go/ZJ", "x08go/ZK")],
    ["no known signer", `${GO_TEXT}\n${ENOCH_LINE}`],
    ["a good signature and a wrong one of a known key", `${GO_NOTE}${GO_NOTE.split("\n\n")[1]?.replace("ZJk", "ZKk")}`],
    ["no signature", `${GO_TEXT}\n`],
    ["no last line break", GO_NOTE.slice(0, -1)],
    ["a hyphen for the dash", GO_NOTE.replace("—", "-")],
    ["nothing", ""],
    ["101 signatures", `${GO_TEXT}\n${ENOCH_LINE.repeat(101)}`],
  ])("with %s", (_name, note) => {
    expect(() => openNote(note, [peter])).toThrow();
  });

  test.each(["", "no line break", "an empty\n\nline\n", "a\u0007bell\n"])("before it is signed: %j", (text) => {
    expect(() => signNote(text, "x", [goPrivateKey])).toThrow(TypeError);
  });
});

test("a verifier key with another key's id, another type or length is refused", () => {
  for (const text of [
    EXAMPLE_KEY.replace("530d903a", "530d903b"),
    EXAMPLE_KEY.replace("+Aek", "+Bek"),
    EXAMPLE_KEY.slice(0, -4),
    `${EXAMPLE_KEY} `,
    "",
  ])
    expect(() => parseVerifierKey(text)).toThrow(TypeError);
});

test("two keys sign one checkpoint, and either opens it", () => {
  const pairs = [generateKeyPairSync("ed25519"), generateKeyPairSync("ed25519")];
  const checkpoint = { origin: "portal.example/audit", size: 20_852_163, root: Buffer.alloc(32, 7) };
  const note = signNote(
    checkpointText(checkpoint),
    checkpoint.origin,
    pairs.map(({ privateKey }) => privateKey),
  );
  for (const { privateKey } of pairs) {
    const { text } = openNote(note, [noteKey(checkpoint.origin, createPublicKey(privateKey))]);
    expect(parseCheckpoint(text)).toEqual(checkpoint);
  }
});

test.each(["a\n1\n", "a\n01\nAAAA\n", "a\n-1\nCs=\n", `\n1\n${"A".repeat(43)}=\n`])("%j is no checkpoint", (text) => {
  expect(() => parseCheckpoint(text)).toThrow();
});
