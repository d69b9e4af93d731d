import { z } from "zod";

const MAX_BYTES = 1_024;
const MIN_LENGTH = 12;

/** What sign-in accepts: anything that could be a password, up to 1,024 bytes. */
export const givenPasswordSchema = z
  .string()
  .min(1)
  .refine((value) => new TextEncoder().encode(value).length <= MAX_BYTES, `must be at most ${MAX_BYTES} bytes`);

/** What a new local account needs: 12 characters or more, no composition rules (NIST SP 800-63B). */
export const newPasswordSchema = givenPasswordSchema.refine(
  (value) => [...value].length >= MIN_LENGTH,
  `must have at least ${MIN_LENGTH} characters`,
);
