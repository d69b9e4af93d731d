import type { ShapeClass } from "../phi-class";

/** A JSON web token, or what follows Bearer or Basic. */
export const webToken: ShapeClass = {
  name: "SECRET",
  contains: ["eyJ", "Bearer "],
  pattern: /(?<=\bBearer )[\w.~+/-]{16,2000}|(?<![A-Za-z0-9_-])eyJ[\w-]{8,2000}\.[\w-]{8,4000}(?:\.[\w-]{0,1000})?/g,
};
