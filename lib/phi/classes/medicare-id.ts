import type { ShapeClass } from "../phi-class";

const L = "[AC-HJKMNP-RT-Y]";
const E = "[AC-HJKMNP-RT-Y0-9]";

/** Format of a Medicare Beneficiary Identifier as CMS defines it: no S, L, O, I, B, Z; dashes are allowed. */
export const medicareSource = `[1-9]${L}${E}\\d-?${L}${E}\\d-?${L}${L}\\d\\d`;

export const medicareId: ShapeClass = {
  name: "MBI",
  begins: ["digit"],
  pattern: new RegExp(`(?<![A-Za-z0-9-])${medicareSource}(?![A-Za-z0-9]|-[A-Za-z0-9])`, "g"),
};
