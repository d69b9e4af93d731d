import { findPhi } from "@/lib/phi/find-phi";
import { isMachineId } from "@/lib/phi/is-machine-id";
import type { Refusal } from "./batch-report";

const REFERENCE = /^[A-Za-z0-9][A-Za-z0-9._:@+/-]*$/;
/** A number says nothing by itself; here it must not be one that people have. */
const NUMBER = /^[\d\s().+/-]+$/;
const NUMBERS_OF_PEOPLE = ["date of birth ", "SSN ", "phone "];

/** Why a text cannot stand for somebody or something without telling who it is; null: it can. Never repeats the text. */
export function referenceFault(field: string, value: string): Omit<Refusal, "line"> | null {
  const name = phiIn(value);
  if (name) return { code: "phi_in_reference", detail: `${field} holds ${name}: send a pseudonym.` };
  if (REFERENCE.test(value)) return null;
  return { code: "not_a_reference", detail: `${field} must be an id of letters, digits and . _ : @ + / -` };
}

function phiIn(value: string): string | undefined {
  if (isMachineId(value)) return undefined;
  const texts = NUMBER.test(value) ? [value, ...NUMBERS_OF_PEOPLE.map((word) => word + value)] : [value];
  for (const text of texts) {
    const [found] = findPhi(text, { queries: "strip" });
    if (found) return found.name;
  }
  return undefined;
}
