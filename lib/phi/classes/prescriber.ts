import type { ShapeClass } from "../phi-class";

/** DEA registration: two letters, six digits and a check digit. */
export const prescriber: ShapeClass = {
  name: "DEA",
  begins: ["upper"],
  pattern: /(?<![A-Za-z0-9-])[ABCDEFGHJKLMPRSTUX][A-Z9]\d{7}(?![A-Za-z0-9]|-\d)/g,
  accepts: (value) => {
    const digit = (index: number) => value.charCodeAt(index + 2) - 48;
    const sum = digit(0) + digit(2) + digit(4) + 2 * (digit(1) + digit(3) + digit(5));
    return sum % 10 === digit(6);
  },
};
