import * as z from "zod/mini";
import { checkStatusSchema } from "./status";

export const factsSchema = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]),
);

/** What one check found: raw observed values beside the expected ones, and why when it did not pass. */
export const findingSchema = z
  .object({
    status: checkStatusSchema,
    reasonCode: z.nullable(z.string().check(z.regex(/^[A-Z][A-Z0-9_]*$/))),
    nextStep: z.nullable(z.string()),
    method: z.enum(["measured", "attested", "derived"]),
    observed: factsSchema,
    expected: factsSchema,
  })
  .check(
    z.refine((finding) => finding.status === "pass" || finding.reasonCode !== null, "without a reason only a pass"),
  );
export type Finding = z.infer<typeof findingSchema>;

/** A fact that could not be measured. */
export function unknown(reasonCode: string, nextStep: string, observed: Finding["observed"] = {}): Finding {
  return { status: "unknown", reasonCode, nextStep, method: "measured", observed, expected: {} };
}
