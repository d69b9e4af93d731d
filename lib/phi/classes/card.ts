import { luhn } from "../luhn";
import type { ShapeClass } from "../phi-class";

/** Issuers' prefixes with their lengths, so that times in nanoseconds and counters are no cards. */
const ISSUED =
  /^(?:4(?:\d{12}|\d{15}|\d{18})|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|3(?:0[0-5]|[689]\d)\d{11}|3(?:52[89]|5[3-8]\d)\d{12,15}|6(?:011|4[4-9]\d|5\d\d)\d{12,15}|62\d{14,17})$/;

export function isCard(value: string): boolean {
  const digits = value.replace(/\D/g, "");
  return ISSUED.test(digits) && luhn(digits);
}

export const card: ShapeClass = {
  name: "CARD",
  begins: ["digit"],
  pattern: /(?<![A-Za-z0-9]|\d[-. ])\d(?:[ –-]?\d){12,18}(?![A-Za-z0-9]|[-.]\d)/g,
  accepts: isCard,
};
