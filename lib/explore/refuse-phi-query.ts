import "server-only";
import { PortalError } from "@/lib/errors";
import { guardFor } from "@/lib/phi/guard";
import { patternWords } from "@/lib/phi/pattern-words";
import { phiClassOf, refusePhi } from "@/lib/phi/refuse-phi";
import type { QueryText } from "./query-texts";

const guard = guardFor("query", { queries: "keep" });
const TOKEN = /‹([A-Z0-9]{2,10}):/;
/** Machines are looked for by their addresses, and objects of a cluster by names with "token" in them. */
const SEARCHABLE: ReadonlySet<string> = new Set(["IP", "SECRET"]);

/** Throws 422 phi_in_query for a query whose text as it is written could name a person, comments included. */
export function refusePhiQuery(query: string): void {
  refusePhi({ query });
}

/**
 * The same for what its quoted texts say once their escapes are resolved, those of patterns as well, each with the label
 * it is compared to.
 */
export function refusePhiTexts(texts: readonly QueryText[]): void {
  for (const { label, value } of texts) {
    const found = classIn(label, value) ?? classIn(label, patternWords(value));
    if (!found) continue;
    const field = label === null ? "query" : guard.text(label);
    const words = `The value for ${field} could name a person (${found}): match another label.`;
    throw new PortalError("phi_in_query", words, { class: found, field });
  }
}

function classIn(label: string | null, value: string): string | undefined {
  return (label === null ? undefined : keyedClass(label, value)) ?? phiClassOf(value);
}

function keyedClass(label: string, value: string): string | undefined {
  const shown = guard.labels({ [label]: value })[label] ?? value;
  if (shown === value) return undefined;
  const found = TOKEN.exec(shown)?.[1] ?? "PHI";
  return SEARCHABLE.has(found) ? undefined : found;
}
