import type { KeyedClass } from "../phi-class";

export const keyedLicence: KeyedClass = {
  name: "LICENCE",
  words:
    "(?:driver'?s? )licen[cs]e(?: (?:number|num|no|id))?|licen[cs]e (?:number|num|no)|passport(?: (?:number|num|no))?",
  value: /[A-Za-z]{0,3}-?\d[A-Za-z0-9-]{4,17}(?![A-Za-z0-9])/y,
};
