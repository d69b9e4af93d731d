import type { KeyedClass } from "../phi-class";

/** A name after a word that says it is a person's. Names in free text are beyond patterns. */
export const keyedPerson: KeyedClass = {
  name: "PERSON",
  words:
    "(?:patient|pt|member|subscriber|guardian|insured|beneficiary|caregiver|full|first|last|middle|maiden|given|family|emergency contact)(?: full)? name|surname|patient",
  between: /["'\\]{0,2}\s{0,3}(?:%3D|=~|[:=]|is)\s{0,3}\\?["']?/y,
  value:
    /(?<=["'])[\p{L}][\p{L}\p{M} .,'’-]{1,60}(?=\\?["'])|\p{Lu}[\p{L}\p{M}.'’-]{0,30}(?:,? \p{Lu}[\p{L}\p{M}.'’-]{0,30}){0,4}(?![\p{L}\p{M}.'’-]| ?[\d#:=‹])/uy,
};
