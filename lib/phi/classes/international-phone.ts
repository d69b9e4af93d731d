import type { ShapeClass } from "../phi-class";

/** E.164: a plus, 8 to 15 digits; without spaces at least 10, for a plus may also be a sum's. */
export const internationalPhone: ShapeClass = {
  name: "PHONE",
  begins: ["sign"],
  pattern: /(?<![A-Za-z0-9.+)])(?:\+|%2B)[1-9]\d{0,2}(?:[ .()-]{0,2}\d){6,13}(?![A-Za-z0-9]|[.]\d)/g,
  accepts: (value) => {
    const digits = value.replace(/^%2B/, "").replace(/\D/g, "").length;
    return digits <= 15 && digits >= (/[ .()-]/.test(value) ? 8 : 10);
  },
};
