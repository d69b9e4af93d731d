import type { ShapeClass } from "../phi-class";

/** What names a person in a path: /patients/4711, /fhir/Patient/p-1. */
export const pathId: ShapeClass = {
  name: "PATH",
  begins: ["slash"],
  pattern:
    /\/(?:patients?|subscribers?|beneficiar(?:y|ies)|encounters?|claims?|mrns?|ssn|persons?|people)\/(?<part>[^\s/?#"'<>{}‹›[\]()]{1,128})/gi,
  accepts: (value) => /\d/.test(value) && !value.startsWith("%7B"),
};
