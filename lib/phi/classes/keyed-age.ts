import type { KeyedClass } from "../phi-class";

/** See spokenAge; an age of a certificate or of a cache has a unit, or another word before it. */
export const keyedAge: KeyedClass = {
  name: "AGE",
  words: "(?<![-_])age|aged|(?:patient|pt) age",
  value: /(?:9\d|1[0-2]\d)(?![A-Za-z0-9%]|\.\d| ?(?:seconds|minutes|hours|days|weeks|ms|min|s|h|d|m)\b)/y,
};
