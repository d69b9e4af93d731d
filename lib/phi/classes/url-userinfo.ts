import type { ShapeClass } from "../phi-class";

/** The user and the password of an address. */
export const urlUserinfo: ShapeClass = {
  name: "URL",
  contains: ["@"],
  pattern: /(?<![A-Za-z0-9+.-])[A-Za-z][A-Za-z0-9+.-]{1,15}:\/\/(?<part>[^\s/?#"'<>@‹›]{1,256})@/g,
};
