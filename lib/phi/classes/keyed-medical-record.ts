import { isMachineId } from "../is-machine-id";
import type { KeyedClass } from "../phi-class";

/** An SSN or a telephone after "patient" is known for what it is. */
const OTHER = /^\d{3}-(?:\d{2}|\d{3})-\d{4}$/;

export const keyedMedicalRecord: KeyedClass = {
  name: "MRN",
  words:
    "mrn(?: (?:number|num|no|id))?|med(?:ical)? rec(?:ord)?(?: (?:number|num|no|id))?|chart (?:number|num|no|id)|(?:patient|pt)(?: (?:identifier|id|number|num|no|ref))?|empi|hospital (?:number|no)",
  value: /[A-Za-z]{0,5}[-:]?\d[A-Za-z0-9-]{3,40}/y,
  accepts: (value) =>
    value.replace(/\D/g, "").length >= 4 && value.length <= 24 && !isMachineId(value) && !OTHER.test(value),
};
