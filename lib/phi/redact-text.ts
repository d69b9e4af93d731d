import { type FindOptions, findPhi } from "./find-phi";

export interface TextRedaction extends FindOptions {
  /** What stands for a value from now on. */
  token(name: string, value: string): string;
}

/** Longer texts are cut, after redaction. */
export const MAX_TEXT = 64 * 1024;
/** Read beyond the cut, so that a value on the cut is known as one. */
const OVERLAP = 4 * 1024;
const CUT = "…[TRUNCATED]";
/** A token may make what stands beside it visible; more rounds than this have never been needed. */
const MAX_ROUNDS = 5;

/** A text without what a person could be known by: a token stands for each value. The same text when there is none. */
export function redactText(text: string, redaction: TextRedaction): string {
  let now = text;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const next = redactOnce(now, redaction);
    if (next === now) return now;
    now = next;
  }
  return now;
}

function redactOnce(text: string, redaction: TextRedaction): string {
  const end = text.length > MAX_TEXT ? MAX_TEXT - CUT.length : text.length;
  const seen = end < text.length ? text.slice(0, MAX_TEXT + OVERLAP) : text;
  const found = findPhi(seen, redaction);
  let out = "";
  let from = 0;
  for (const { start, end: stop, name } of found) {
    if (start >= end) break;
    out += seen.slice(from, start) + redaction.token(name, seen.slice(start, stop));
    from = stop;
  }
  if (end === text.length) return from === 0 ? text : out + seen.slice(from);
  const whole = out + seen.slice(from, Math.max(from, end));
  return `${whole.slice(0, MAX_TEXT - CUT.length)}${CUT}`;
}
