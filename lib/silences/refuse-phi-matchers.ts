import "server-only";
import { PortalError } from "@/lib/errors";
import type { Matcher } from "@/lib/matchers/matcher";
import { guardFor } from "@/lib/phi/guard";
import { patternWords } from "@/lib/phi/pattern-words";
import { phiClassOf } from "@/lib/phi/refuse-phi";

const guard = guardFor("query", { queries: "keep" });
const TOKEN = /‹([A-Z0-9]{2,10}):/;

/**
 * Throws 422 phi_in_query for a matcher that could name a person: matchers go to Alertmanager in an address, and whoever
 * reads silences reads them. What it says names the class, never the value.
 */
export function refusePhiMatchers(matchers: readonly Matcher[]): void {
  for (const { name, value, isRegex } of matchers) {
    const field = guard.text(name);
    const shown = `${field === name ? "" : field}${guard.labels({ [name]: value })[name]}`;
    const found = shown === value ? isRegex && phiClassOf(patternWords(value)) : (TOKEN.exec(shown)?.[1] ?? "PHI");
    if (!found) continue;
    const words = `The matcher for ${field} could name a person (${found}): match another label.`;
    throw new PortalError("phi_in_query", words, { class: found, field });
  }
}
