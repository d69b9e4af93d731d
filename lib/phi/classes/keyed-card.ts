import { luhn } from "../luhn";
import type { KeyedClass } from "../phi-class";

/** After its word a card of any issuer. */
export const keyedCard: KeyedClass = {
  name: "CARD",
  words: "(?:credit|debit|payment) card(?: (?:number|num|no))?|card(?: (?:number|num|no))?|pan|cc",
  value: /\d(?:[ –-]?\d){11,18}(?![A-Za-z0-9])/y,
  accepts: (value) => luhn(value.replace(/\D/g, "")),
};
