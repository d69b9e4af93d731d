import "server-only";
import { createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { type NoteKey, noteKey } from "./note-key";

const MAX_SIGNATURES = 100;
const ID_BYTES = 4;
const SIGNATURE = /^— (\S+) ([A-Za-z0-9+/]+={0,2})$/u;
const CONTROL = /\p{Cc}/u;

/** Signs a text with each key, under one name: a note of C2SP signed-note. The text ends with a line break. */
export function signNote(text: string, name: string, privateKeys: readonly KeyObject[]): string {
  if (!text.endsWith("\n") || text.includes("\n\n") || CONTROL.test(text.replaceAll("\n", "")))
    throw new TypeError("A note is lines of text, none of them empty.");
  const lines = privateKeys.map((privateKey) => {
    const { id } = noteKey(name, createPublicKey(privateKey));
    return `— ${name} ${Buffer.concat([id, sign(null, Buffer.from(text), privateKey)]).toString("base64")}\n`;
  });
  return `${text}\n${lines.join("")}`;
}

export interface OpenedNote {
  text: string;
  /** The known keys that signed it. */
  by: NoteKey[];
}

/**
 * The text of a note that one of `keys` signed. Signatures of unknown keys are ignored; a wrong one of a known key
 * spoils the note. Throws an Error that says what is wrong.
 */
export function openNote(note: string, keys: readonly NoteKey[]): OpenedNote {
  const end = note.lastIndexOf("\n\n");
  const text = note.slice(0, end + 1);
  const lines = note.slice(end + 2).split("\n");
  if (end < 1 || lines.pop() !== "" || lines.length === 0 || lines.length > MAX_SIGNATURES)
    throw new Error("It is not a signed note.");
  const by: NoteKey[] = [];
  for (const line of lines) {
    const [, name, encoded] = SIGNATURE.exec(line) ?? [];
    const bytes = Buffer.from(encoded ?? "", "base64");
    if (!name || bytes.length <= ID_BYTES) throw new Error("A signature line is malformed.");
    const key = keys.find((one) => one.name === name && one.id.equals(bytes.subarray(0, ID_BYTES)));
    if (!key) continue;
    if (!verify(null, Buffer.from(text), key.publicKey, bytes.subarray(ID_BYTES)))
      throw new Error(`The signature of ${name} is not of this text.`);
    by.push(key);
  }
  if (by.length === 0) throw new Error("No known key signed it.");
  return { text, by };
}
