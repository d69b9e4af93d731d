import "server-only";
import { PortalError } from "@/lib/errors";
import { guardFor } from "./guard";

const guard = guardFor("query", { queries: "keep" });

/** Machines are looked for by their addresses, and objects of a cluster by names with "token" in them. */
const SEARCHABLE: ReadonlySet<string> = new Set(["IP", "SECRET"]);

/**
 * Throws 422 phi_in_query when one of the texts that somebody searches by could name a person: it would stand in
 * addresses, histories and upstream's logs. Says which field and which class, never the value. Keys are the fields' names.
 */
export function refusePhi(fields: Readonly<Record<string, string>>): void {
  for (const [field, text] of Object.entries(fields)) {
    const found = phiClassOf(text);
    if (found !== undefined)
      throw new PortalError("phi_in_query", `${field}: what could name a person (${found}) is not searched for.`, {
        class: found,
        field,
      });
  }
}

/** The class of the first thing in a search text that could name a person. */
export function phiClassOf(text: string): string | undefined {
  return guard.names(text).find((name) => !SEARCHABLE.has(name));
}
