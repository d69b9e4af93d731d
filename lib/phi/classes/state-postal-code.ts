import type { ShapeClass } from "../phi-class";

/** ZIP+4 after the letters of a state. */
export const statePostalCode: ShapeClass = {
  name: "ZIP",
  begins: ["upper"],
  pattern:
    /(?<![A-Za-z])(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]),? {1,2}(?<part>\d{5}-\d{4})(?![A-Za-z0-9-])/g,
};
