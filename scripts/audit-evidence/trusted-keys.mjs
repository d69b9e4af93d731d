import { readKeys } from "../audit-verify/note.mjs";
import { keptText } from "./kept-text.mjs";

/** The text of a file of verifier keys. What is in it is the caller's own: a wrong one says nothing about the ledger. */
export function trustedKeys(file) {
  const text = keptText(file);
  if (text.trim() === "") throw new Error(`${file} holds no verifier key`);
  try {
    readKeys(text);
  } catch (error) {
    throw new Error(`${file}: ${error.message}`);
  }
  return text;
}
