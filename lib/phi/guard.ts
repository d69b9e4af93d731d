import "server-only";
import { redactionsTotal } from "@/lib/telemetry/metrics";
import { isMachineLabel } from "./is-machine-label";
import { memory } from "./memory";
import { type Redaction, redact } from "./redact";
import { prefixOf, redactLeaf } from "./redact-leaf";
import { redactText } from "./redact-text";
import { sensitiveKey } from "./sensitive-key";
import { tokenOf } from "./token-of";

/** Where something leaves or enters the portal. */
export type Boundary = "log" | "ledger" | "note" | "ingest" | "upstream" | "problem";

export interface Guard {
  text(text: string): string;
  /** A flat record of texts; the same one when nothing is found in it. */
  labels<T extends Readonly<Record<string, string>>>(labels: T): T;
  value(value: unknown): unknown;
}

/** Labels and messages repeat by the thousand; longer ones hardly do. */
const MAX_REMEMBERED = 300;

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
  };
  const counted = <T>(found: T, classes: readonly string[]): T => {
    for (const name of classes) redactionsTotal.inc({ class: name, boundary });
    return found;
  };
  const named = <T>(work: () => T): { text: T; names: readonly string[] } => {
    names = [];
    return { text: work(), names };
  };
  const freshText = (text: string): Redacted => named(() => redactText(text, redaction));
  const freshLabel = (name: string, value: string): Redacted =>
    named(() => redactLeaf(value, redaction, name, sensitiveKey(name)));
  const knownText = memory(freshText);
  const knownLabel = memory((pair) => {
    const end = pair.indexOf("\u0000");
    return freshLabel(pair.slice(0, end), pair.slice(end + 1));
  });
  const text = (given: string): string => {
    const seen = given.length > MAX_REMEMBERED ? freshText(given) : knownText(given);
    return seen.names.length === 0 ? given : counted(seen.text, seen.names);
  };
  const label = (name: string, value: string): string => {
    if (isMachineLabel(name, value)) return value;
    // Most names say nothing about their values: then the value alone is looked at, and remembered once.
    if (prefixOf(name) === null && sensitiveKey(name) === undefined) return text(value);
    const long = name.length + value.length > MAX_REMEMBERED;
    const seen = long ? freshLabel(name, value) : knownLabel(`${name}\u0000${value}`);
    return seen.names.length === 0 ? value : counted(seen.text, seen.names);
  };
  return {
    text,
    labels(labels) {
      let changed: Record<string, string> | undefined;
      for (const name of Object.keys(labels)) {
        const redacted = label(name, labels[name]!);
        if (redacted === labels[name]) continue;
        changed ??= { ...labels };
        changed[name] = redacted;
      }
      return (changed ?? labels) as typeof labels;
    },
    value(value) {
      const seen = named(() => redact(value, redaction));
      return counted(seen.text, seen.names);
    },
  };
}
