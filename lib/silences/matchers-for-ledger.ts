import "server-only";
import { hash } from "node:crypto";
import type { Matcher } from "@/lib/matchers/matcher";
import { matcherText } from "@/lib/matchers/matcher-text";
import type { EntryDetail } from "./silence-entry";

/** An entry of the ledger holds 60 KiB; a silence that somebody wrote into Alertmanager may have any size. */
const MAX_BYTES = 40_000;
const SHOWN = 20;
const MAX_TEXT = 200;

/** The matchers of a silence for its entry: whole, or their beginning with the hash of the whole. */
export function matchersForLedger(matchers: readonly Matcher[]): EntryDetail {
  const texts = matchers.map(matcherText);
  const whole = JSON.stringify(texts);
  if (Buffer.byteLength(whole) <= MAX_BYTES) return { matchers: texts };
  return {
    matchers: texts.slice(0, SHOWN).map((text) => (text.length > MAX_TEXT ? `${cut(text)}…` : text)),
    matchersOmitted: Math.max(0, texts.length - SHOWN),
    matchersSha256: hash("sha256", whole),
  };
}

function cut(text: string): string {
  return text.slice(0, MAX_TEXT).toWellFormed();
}
