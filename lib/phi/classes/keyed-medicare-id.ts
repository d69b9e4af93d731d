import type { KeyedClass } from "../phi-class";
import { medicareSource } from "./medicare-id";

/** After its word also in small letters. */
export const keyedMedicareId: KeyedClass = {
  name: "MBI",
  words: "mbi|medicare(?: (?:beneficiary|id|identifier|number|num|no)){0,2}|hicn",
  value: new RegExp(`${medicareSource}(?![A-Za-z0-9])`, "iy"),
};
