import * as z from "zod/mini";

/** Both from 1, as Prometheus counts. */
export const placeInQuerySchema = z.object({ line: z.number(), column: z.number() });
export type PlaceInQuery = z.infer<typeof placeInQuerySchema>;

const SAID = /(?:^|["\s])(\d{1,4}):(\d{1,4}): /;

export function placeInQuery(text: string, at: number): PlaceInQuery {
  const lines = text.slice(0, at).split("\n");
  return { line: lines.length, column: (lines.at(-1) ?? "").length + 1 };
}

/** The place that Prometheus names in its refusal ("1:8: parse error: …"); null when it names none. */
export function placeInWords(words: string): PlaceInQuery | null {
  const said = SAID.exec(words);
  return said && { line: Number(said[1]), column: Number(said[2]) };
}
