import { readKeys } from "../audit-verify/note.mjs";
import { checkProof } from "./check-proof.mjs";
import { keptText } from "./kept-text.mjs";
import { trustedKeys } from "./trusted-keys.mjs";

/** The verdict on the proof that `--proof` names (- is standard input), with the keys of a file or of the command line. */
export function judgeProof({ proof, key, keys }) {
  if (keys === undefined && key.length === 0) throw new Error("a proof needs the log's verifier key (--keys or --key)");
  return checkProof(
    keptText(proof === "-" ? 0 : proof),
    readKeys(keys === undefined ? key.join("\n") : trustedKeys(keys)),
  );
}
