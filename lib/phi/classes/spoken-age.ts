import type { ShapeClass } from "../phi-class";

/** Ages above 89 name a person (45 CFR 164.514(b)(2)(i)(C)); nobody is 130. */
export const spokenAge: ShapeClass = {
  name: "AGE",
  begins: ["digit"],
  pattern: /(?<![A-Za-z0-9.])(?:9\d|1[0-2]\d)(?=[ -]years?[ -]old|[ -]?(?:yo|y\/o)\b)/g,
};
