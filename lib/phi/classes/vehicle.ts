import type { ShapeClass } from "../phi-class";

const WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
const LETTERS = "ABCDEFGH.JKLMN.P.R..STUVWXYZ";
const LETTER_VALUES = "1234567801234507090023456789";

/** Vehicle identification number with its check digit (49 CFR 565.15). */
export const vehicle: ShapeClass = {
  name: "VIN",
  begins: ["digit", "upper"],
  pattern: /(?<![A-Za-z0-9])(?=[A-Z0-9]{0,16}[A-Z])[A-HJ-NPR-Z0-9]{8}[0-9X][A-HJ-NPR-Z0-9]{8}(?![A-Za-z0-9])/g,
  accepts: (value) => {
    let sum = 0;
    for (const [index, weight] of WEIGHTS.entries()) sum += weight * numberOf(value[index]!);
    return value[8] === (sum % 11 === 10 ? "X" : String(sum % 11));
  },
};

function numberOf(sign: string): number {
  return sign >= "A" ? Number(LETTER_VALUES[LETTERS.indexOf(sign)]) : Number(sign);
}
