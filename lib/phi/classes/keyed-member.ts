import { isMachineId } from "../is-machine-id";
import type { KeyedClass } from "../phi-class";

/** The number by which a health plan knows a person. */
export const keyedMember: KeyedClass = {
  name: "MEMBER",
  words:
    "(?:member|subscriber|beneficiary|insurance|insured|medicaid|health plan|payer) (?:id|identifier|number|num|no)|policy (?:number|num|no)",
  value: /[A-Za-z0-9][A-Za-z0-9-]{4,40}/y,
  accepts: (value) => value.replace(/\D/g, "").length >= 4 && value.length <= 24 && !isMachineId(value),
};
