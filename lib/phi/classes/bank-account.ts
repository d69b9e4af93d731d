import type { ShapeClass } from "../phi-class";

/** IBAN with its check digits (ISO 13616). */
export const bankAccount: ShapeClass = {
  name: "IBAN",
  begins: ["upper"],
  pattern: /(?<![A-Za-z0-9])[A-Z]{2}\d\d(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])/g,
  accepts: (value) => {
    const plain = value.replaceAll(" ", "");
    let rest = 0;
    for (const sign of plain.slice(4) + plain.slice(0, 4)) {
      const number = Number.parseInt(sign, 36);
      rest = (rest * (number > 9 ? 100 : 10) + number) % 97;
    }
    return rest === 1 && plain.length >= 15;
  },
};
