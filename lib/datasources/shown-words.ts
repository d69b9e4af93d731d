import "server-only";
import { guardFor } from "@/lib/phi/guard";
import { withoutAddresses } from "./without-addresses";

const guard = guardFor("upstream", { queries: "keep" });
/** Refusals may quote whole queries; only their beginning is shown. */
const MAX_READ = 4_000;

/**
 * An upstream's own words, fit to be shown, stored and logged: what could name a person first, for a value that is cut
 * in two is not known as one; then addresses and secrets.
 */
export function shownWords(text: string, secrets: readonly string[] = []): string {
  return withoutAddresses(guard.text(text.slice(0, MAX_READ)), secrets);
}
