import type { KeyedClass } from "../phi-class";
import { isSocialSecurity } from "./social-security";

/** Nine digits in a row, or the last four, after the words. */
export const keyedSocialSecurity: KeyedClass = {
  name: "SSN",
  words: "ssn(?: (?:number|num|no))?|social security(?: (?:number|num|no))?|itin|tax(?:payer)? id",
  value:
    /(?<part>\d{3}[-.–—‐‑− ]?\d{2}[-.–—‐‑− ]?\d{4})(?![A-Za-z0-9])|(?:ending (?:in|with)|last (?:4|four)(?: digits)?):? (?<last>\d{4})(?!\d)/y,
  accepts: (value) => value.length === 4 || isSocialSecurity(value),
};
