import type { Tree } from "@lezer/common";
import { parser } from "@prometheus-io/lezer-promql";
import { QueryRefused } from "./query-refused";

export const MAX_QUERY_BYTES = 4_096;
/**
 * A carriage return ends a comment for Prometheus and not for the grammar: what one skips, the other would run. Half of a
 * surrogate pair is sent as another character than it is.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f]|\p{Surrogate}/u;
/** Stops at the first fault: to go on behind it, as editors do, takes many times longer. */
const grammar = parser.configure({ strict: true });
/** "No parse at 7" */
const PLACE = / (\d+)$/;
const WORD = /^\s*(\S{1,20})/u;

/** Whether a text is short enough to be looked at. */
export function isShortEnough(text: string): boolean {
  return text.length <= MAX_QUERY_BYTES && new TextEncoder().encode(text).length <= MAX_QUERY_BYTES;
}

/** The syntax tree by Prometheus' own grammar. Throws QueryRefused for a text that is too long or not PromQL. */
export function parseQuery(text: string): Tree {
  if (!isShortEnough(text)) throw new QueryRefused("A query may have 4 KiB of text.", 0);
  if (text.trim() === "") throw new QueryRefused("There is no query.", 0);
  const control = text.search(CONTROL);
  if (control >= 0) throw new QueryRefused("The query holds a control character.", control);
  try {
    return grammar.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const at = Number(PLACE.exec(error.message)?.[1] ?? 0);
    throw new QueryRefused(unexpected(text, at), at);
  }
}

function unexpected(text: string, at: number): string {
  const word = WORD.exec(text.slice(at))?.[1];
  return word === undefined ? "The query ends too early." : `"${word}" is not expected here.`;
}
