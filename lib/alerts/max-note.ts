/** Characters in the note of an acknowledgement. */
export const MAX_NOTE = 2_000;
