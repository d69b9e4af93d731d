import type { ShapeClass } from "../phi-class";

/** A house number, a capitalised name and the kind of street. */
export const streetAddress: ShapeClass = {
  name: "ADDRESS",
  begins: ["digit"],
  pattern:
    /(?<![A-Za-z0-9.:-])\d{1,6}[ +](?:[NSEW]{1,2}\.?[ +])?(?:[A-Z0-9][A-Za-z0-9']{0,20}[ +]){1,3}(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Terrace|Ter|Circle|Cir|Parkway|Pkwy|Highway|Hwy)\b\.?/g,
};
