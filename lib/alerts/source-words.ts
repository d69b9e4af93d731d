import type { AlertEvent, Suppression } from "./alert-event";

/** What the source last said of an alert beside that it fires. Null: it never said. */
export interface SourceWords {
  /** Null: seen by webhook alone, which does not name its Alertmanager. */
  source: string | null;
  annotations: Record<string, string>;
  /** Null also of a stored episode: it is not read back, and kept unless a newer one is told. */
  generatorUrl: string | null;
  groupKey: string | null;
  suppression: Suppression | null;
}

export const NOTHING_SAID: SourceWords = {
  source: null,
  annotations: {},
  generatorUrl: null,
  groupKey: null,
  suppression: null,
};

/** What is known after an event: what it does not speak of stays. */
export function withWordsOf(said: SourceWords, { alert, source, suppression }: AlertEvent): SourceWords {
  return {
    source: source ?? said.source,
    annotations: alert?.annotations ?? said.annotations,
    generatorUrl: alert?.generatorUrl ?? said.generatorUrl,
    groupKey: alert?.groupKey ?? said.groupKey,
    suppression: suppression ?? said.suppression,
  };
}

/** Whether the same was said, the generator's address aside. */
export function saysTheSame(a: SourceWords, b: SourceWords): boolean {
  if (a.source !== b.source || a.groupKey !== b.groupKey) return false;
  return sameTexts(a.annotations, b.annotations) && sameSuppression(a.suppression, b.suppression);
}

function sameSuppression(a: Suppression | null, b: Suppression | null): boolean {
  if (a === null || b === null) return a === b;
  return (
    a.sourceState === b.sourceState &&
    sameList(a.silencedBy, b.silencedBy) &&
    sameList(a.inhibitedBy, b.inhibitedBy) &&
    sameList(a.mutedBy, b.mutedBy)
  );
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

function sameTexts(a: Record<string, string>, b: Record<string, string>): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}
