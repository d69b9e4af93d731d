import * as z from "zod/mini";
import { isStorable } from "@/lib/http/storable-text";

const MAX_NAME = 128;
const MAX_VALUE = 1_000;
const MAX_PATTERN = 200;
const MAX_MATCHERS = 20;

const storable = z.refine<string>(isStorable, "holds a character that cannot be stored");

/** One condition on a label, as Alertmanager's API writes it: `=`, `!=`, `=~` and `!~` are two flags. */
export const matcherSchema = z
  .strictObject({
    name: z.string().check(z.minLength(1, "needs a label name"), z.maxLength(MAX_NAME), storable),
    value: z.string().check(z.maxLength(MAX_VALUE), storable),
    isRegex: z.boolean(),
    isEqual: z.boolean(),
  })
  .check(
    z.refine(({ isRegex, value }) => !isRegex || value.length <= MAX_PATTERN, {
      path: ["value"],
      message: `a regular expression may have ${MAX_PATTERN} characters`,
    }),
  );
export type Matcher = z.infer<typeof matcherSchema>;

/** All of them must hold. */
export const matchersSchema = z.array(matcherSchema).check(z.minLength(1), z.maxLength(MAX_MATCHERS));

export const OPERATORS = ["=", "!=", "=~", "!~"] as const;
export type Operator = (typeof OPERATORS)[number];

export function operatorOf({ isRegex, isEqual }: Pick<Matcher, "isRegex" | "isEqual">): Operator {
  if (isRegex) return isEqual ? "=~" : "!~";
  return isEqual ? "=" : "!=";
}
