import type { ShapeClass } from "../phi-class";

/** A number of the North American plan in groups: area and exchange begin with 2 to 9, and no area is N11. */
export const phone: ShapeClass = {
  name: "PHONE",
  begins: ["digit", "sign"],
  pattern:
    /(?<![A-Za-z0-9]|\d[-./–])(?:(?:\+|%2B)?1[-. ‑–]?)?(?:\([2-9]\d\d\)[- ]?|[2-9]\d\d[-. ‑–])[2-9]\d\d[-. ‑–]\d{4}(?![A-Za-z0-9]|[-.]\d)/g,
  accepts: (value, text, start) => {
    const digits = value.replace(/\D/g, "").slice(-10);
    if (digits[1] === "1" && digits[2] === "1") return false;
    // Numbers in a row of an access log are no phone number.
    if (!/\d \d{3} \d{4}$/.test(value)) return true;
    const end = start + value.length;
    return !/(?:\d|") $/.test(text.slice(Math.max(0, start - 2), start)) && !/^ \d/.test(text.slice(end, end + 2));
  },
};
