import { dateSource } from "../date-source";
import type { KeyedClass } from "../phi-class";

export const keyedBirth: KeyedClass = {
  name: "DOB",
  words: String.raw`dob|d\.o\.b\.?|date of birth|birth ?date|birth ?day|born(?: on)?`,
  value: new RegExp(`(?:${dateSource})(?![0-9])`, "iy"),
};
