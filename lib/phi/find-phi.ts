import { Claims } from "./claims";
import { findEncoded } from "./find-encoded";
import { findKeyed } from "./find-keyed";
import { findAnywhere, findShapes } from "./find-shapes";
import type { Finding } from "./finding";
import { strippedFromAddresses } from "./phi-classes";

export interface FindOptions {
  /** "strip": the query of an address goes as a whole. "keep": it is looked through, for addresses that people follow. */
  queries: "strip" | "keep";
}

const TOKEN = /‹[A-Z0-9]{2,10}:[A-Za-z0-9-]{1,24}›/g;

/** Everything in a text that a person could be known by, in the order of the text. Time grows with the length only. */
export function findPhi(text: string, options: FindOptions): Finding[] {
  if (text.length < 2) return [];
  const claims = new Claims(text.length);
  if (text.includes("‹"))
    for (const { index, 0: token } of text.matchAll(TOKEN)) claims.take(index, index + token.length);
  const found = findPlain(text, options, claims);
  found.push(...findEncoded(text, claims, (decoded) => nameIn(decoded, options)));
  return found.sort((a, b) => a.start - b.start);
}

function findPlain(text: string, { queries }: FindOptions, claims: Claims): Finding[] {
  const stripped = queries === "strip" ? findAnywhere(text, strippedFromAddresses, claims) : [];
  return [...stripped, ...findKeyed(text, claims), ...findShapes(text, claims)];
}

/** Decoded text is not decoded again. */
function nameIn(text: string, options: FindOptions): string | undefined {
  return findPlain(text, options, new Claims(text.length))[0]?.name;
}
