import * as z from "zod/mini";

/** One question of a person: a text of PromQL for a range. Its length is the parser's to judge. */
export const exploreInputSchema = z.strictObject({
  query: z.string(),
  /** "now-1h", "now/d", or an ISO instant. */
  from: z.string().check(z.maxLength(40)),
  to: z.string().check(z.maxLength(40)),
  /** IANA zone, for ranges that are rounded to days or months. */
  zone: z._default(z.string().check(z.maxLength(64)), "UTC"),
  /** The name of a Prometheus; left out: the first. */
  datasource: z.optional(z.string().check(z.maxLength(64))),
  /** CSS pixels it is drawn at: decides the step. */
  width: z._default(z.int().check(z.minimum(50), z.maximum(4000)), 600),
});
export type ExploreInput = z.infer<typeof exploreInputSchema>;
