import type { ShapeClass } from "../phi-class";

/** Areas 000, 666 and 9xx, group 00 and serial 0000 were never given out; 9xx with these groups is a taxpayer's. */
export function isSocialSecurity(value: string): boolean {
  const digits = value.replace(/\D/g, "");
  if (digits.length !== 9) return false;
  const area = Number(digits.slice(0, 3));
  const group = Number(digits.slice(3, 5));
  if (group === 0 || digits.endsWith("0000") || area === 0 || area === 666) return false;
  return area < 900 || (group >= 50 && group <= 99 && group !== 89 && group !== 93);
}

export const socialSecurity: ShapeClass = {
  name: "SSN",
  begins: ["digit"],
  pattern: /(?<![A-Za-z0-9]|\d[-./–‑ ])\d{3}(?<gap>[-.–—‐‑− ])\d{2}\k<gap>\d{4}(?![A-Za-z0-9]|[-./]\d| \d)/g,
  accepts: (value, text, start) =>
    isSocialSecurity(value) &&
    // Three numbers after a quoted request are a status, a size and a time.
    !(value[3] === " " && /" $/.test(text.slice(Math.max(0, start - 2), start))),
};
