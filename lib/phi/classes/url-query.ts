import type { ShapeClass } from "../phi-class";

/** Everything after the question mark of an address. Not for addresses that people follow. */
export const urlQuery: ShapeClass = {
  name: "URL",
  contains: ["?"],
  pattern:
    /(?:[a-z][a-z0-9+.-]{1,15}:\/\/[^\s?"'<>‹›]{1,512}|(?<=\b(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) )\/[^\s?"'<>]{0,512})\?(?<part>[^\s"'<>]{1,4096})/g,
  accepts: (value) => !/^‹URL:[^›]{1,24}›$/.test(value),
};
