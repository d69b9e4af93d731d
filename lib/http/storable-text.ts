import * as z from "zod/mini";

/** Whether PostgreSQL and canonical JSON can hold the text: no NUL, no half of a surrogate pair. */
export function isStorable(text: string): boolean {
  return !text.includes("\u0000") && text.isWellFormed();
}

/** Text of a request that reaches the database: trimmed, `min` to `max` UTF-16 units, and storable as it is. */
export function storableTextSchema(max: number, min = 1) {
  return z
    .string()
    .check(
      z.trim(),
      z.minLength(min),
      z.maxLength(max),
      z.refine(isStorable, "holds a character that cannot be stored"),
    );
}
