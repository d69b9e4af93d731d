import type { KeyedClass } from "../phi-class";

/** Any number of 7 to 15 digits after a word for a telephone. */
export const keyedPhone: KeyedClass = {
  name: "PHONE",
  words:
    "(?:tele|cell ?|mobile ?|home ?|work ?)?phone(?: (?:number|num|no))?|tel|mobile(?: (?:number|no))?|cell(?: (?:number|no))?|fax(?: (?:number|no))?|msisdn|callback number",
  value: /(?:\+|%2B)?\(?\d(?:[ .()–-]{0,2}\d){6,14}(?![A-Za-z0-9])/y,
};
