import "server-only";
import { isMachineLabel } from "./is-machine-label";
import { memory } from "./memory";
import { type Redaction, redact } from "./redact";
import { prefixOf, redactLeaf } from "./redact-leaf";
import { redactText } from "./redact-text";
import { countRedaction } from "./redaction-tally";
import { sensitiveKey } from "./sensitive-key";
import { tokenOf } from "./token-of";

/** Where something leaves or enters the portal. */
export type Boundary =
  | ("ingest" | "upstream" | "silence" | "note" | "request" | "query") // in
  | ("log" | "ledger" | "problem" | "report"); // out

export interface Guard {
  text(text: string): string;
  /** A flat record of texts; the same one when nothing is found in it. */
  labels<T extends Readonly<Record<string, string>>>(labels: T): T;
  value(value: unknown): unknown;
  /** The classes of what is found in a text; counted as if it had been redacted. */
  names(text: string): readonly string[];
}

/** Labels and messages repeat by the thousand; longer ones hardly do. */
const MAX_REMEMBERED = 300;

const DIGITS = /\d.*\d.*\d/;

/** Whether it is worth remembering: what holds numbers is seldom seen twice. */
function repeats(text: string): boolean {
  return text.length <= MAX_REMEMBERED && !(text.length > 20 && DIGITS.test(text));
}

interface Redacted {
  text: string;
  names: readonly string[];
}

/** The guard of one boundary: redacts, counts what it found by class, and remembers what it has seen. */
export function guardFor(boundary: Boundary, options: Pick<Redaction, "queries" | "keep">): Guard {
  let names: string[] = [];
  const redaction: Redaction = {
    ...options,
    token(name, value) {
      names.push(name);
      return tokenOf(name, value);
    },
    leaf(text, key, name) {
      // Most keys say nothing about their values: then the value alone is looked at, and remembered once.
      if (name === undefined && (key === undefined || prefixOf(key) === null)) return plain(text);
      const id = `${name ?? ""}\u0000${key ?? ""}\u0000${text}`;
      return counted(text, id.length > MAX_REMEMBERED ? freshLeaf(id) : knownLeaf(id));
    },
  };
  const fresh = (work: () => string): Redacted => {
    names = [];
    return { text: work(), names };
  };
  const freshText = (text: string) => fresh(() => redactText(text, redaction));
  const freshLeaf = (id: string) => {
    const [name, key] = id.split("\u0000", 2) as [string, string];
    const text = id.slice(name.length + key.length + 2);
    return fresh(() => redactLeaf(text, redaction, key, name || undefined));
  };
  const knownText = memory(freshText);
  const knownLeaf = memory(freshLeaf);
  const counted = (given: string, { text, names: found }: Redacted): string => {
    for (const name of found) countRedaction(name, boundary);
    return found.length === 0 ? given : text;
  };
  const look = (text: string) => (repeats(text) ? knownText(text) : freshText(text));
  const plain = (text: string) => counted(text, look(text));
  return {
    text: plain,
    labels(labels) {
      let changed: Record<string, string> | undefined;
      for (const name of Object.keys(labels)) {
        const given = labels[name]!;
        if (isMachineLabel(name, given)) continue;
        const redacted = redaction.leaf!(given, name, sensitiveKey(name));
        if (redacted === given) continue;
        changed ??= { ...labels };
        changed[name] = redacted;
      }
      return (changed ?? labels) as typeof labels;
    },
    value: (value) => redact(value, redaction),
    names(text) {
      plain(text);
      return look(text).names;
    },
  };
}
