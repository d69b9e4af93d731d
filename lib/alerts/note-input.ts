import * as z from "zod/mini";
import { MAX_NOTE } from "./max-note";

/** Something a person wants the next one to know. Plain text, shown literally. */
export const noteInputSchema = z.strictObject({
  note: z.string().check(z.trim(), z.minLength(1, "say something"), z.maxLength(MAX_NOTE)),
});
export type NoteInput = z.infer<typeof noteInputSchema>;
