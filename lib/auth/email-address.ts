import { z } from "zod";

const ADDRESS = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/;

/**
 * One plain ASCII address, lower-cased. What Unicode normalisation would change is refused rather than
 * normalised: a full-width at sign must not turn into a second domain (GHSA-7rqj-j65f-68wh).
 */
export const emailAddressSchema = z
  .string()
  .max(254)
  .transform((value) => value.trim().toLowerCase())
  .refine((value) => value.normalize("NFKC") === value && ADDRESS.test(value), "is not an e-mail address");
