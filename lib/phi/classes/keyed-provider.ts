import { luhn } from "../luhn";
import type { KeyedClass } from "../phi-class";

/** Only after its words: one in ten times in seconds has the check digit of an NPI, too. */
export const keyedProvider: KeyedClass = {
  name: "NPI",
  words: "npi(?: (?:number|num|no|id))?|national provider id(?:entifier)?",
  value: /[12]\d{9}(?!\d)/y,
  accepts: (value) => luhn(`80840${value}`),
};
