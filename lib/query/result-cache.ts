import type { QueryWindow } from "@/lib/datasources/datasource";
import type { Answer, Series } from "./answer";
import { ByteLru } from "./byte-lru";
import type { Extent } from "./extent";
import type { QuerySource } from "./query-source";

const ERROR_MS = 3_000;
const MAX_EXTENTS_PER_QUERY = 4;
const EXTENT_AGE_STEPS = 10;
const MIN_EXTENT_AGE_MS = 10 * 60_000;
const MAX_EXTENT_AGE_MS = 60 * 60_000;
const MEBIBYTE = 1024 * 1024;

type Outcome = { answer: Answer } | { error: unknown };

/** Whole answers by window, for the seconds in which many ask the same; and stretches of the past, to be extended. */
export class ResultCache {
  private readonly answers = new ByteLru<{ outcome: Outcome; until: number }>(24 * MEBIBYTE);
  private readonly extents = new ByteLru<readonly Extent[]>(64 * MEBIBYTE);

  /** The answer for exactly this window, if it is fresh. Throws the error that was met a moment ago. */
  answer(key: string, now: number): Answer | undefined {
    const entry = this.answers.get(key);
    if (!entry) return undefined;
    if (now >= entry.until) {
      this.answers.delete(key);
      return undefined;
    }
    if ("error" in entry.outcome) throw entry.outcome.error;
    return entry.outcome.answer;
  }

  keepAnswer(key: string, answer: Answer, until: number, now: number): void {
    this.answers.dropOldestWhile((entry) => entry.until <= now);
    this.answers.set(key, { outcome: { answer }, until }, sizeOf(answer.series));
  }

  keepError(key: string, error: unknown, now: number): void {
    this.answers.set(key, { outcome: { error }, until: now + ERROR_MS }, 1024);
  }

  /** The stretch that answers most of the window and is not too old to be believed. */
  extent(source: QuerySource, window: QueryWindow, now: number): Extent | undefined {
    const age = Math.min(MAX_EXTENT_AGE_MS, Math.max(MIN_EXTENT_AGE_MS, EXTENT_AGE_STEPS * window.step));
    const overlap = (extent: Extent) => Math.min(extent.trustedEnd, window.end) - Math.max(extent.start, window.start);
    return (this.extents.get(extentKey(source, window)) ?? [])
      .filter((extent) => now - extent.bornAt < age && overlap(extent) >= 0)
      .sort((a, b) => overlap(b) - overlap(a))[0];
  }

  /** Replaces what overlaps it: the newer answer is the truer one. */
  keepExtent(source: QuerySource, window: QueryWindow, extent: Extent): void {
    const key = extentKey(source, window);
    const others = (this.extents.get(key) ?? []).filter(({ start, end }) => end < extent.start || start > extent.end);
    const kept = [extent, ...others].slice(0, MAX_EXTENTS_PER_QUERY);
    const bytes = kept.reduce((sum, { series }) => sum + sizeOf([...series.values()]), 0);
    this.extents.set(key, kept, bytes);
  }
}

/** Windows whose points do not fall on the same multiples of the step have nothing to share. */
function extentKey(source: QuerySource, { start, step }: QueryWindow): string {
  return `${source.key}\n${step}\n${start % step}`;
}

function sizeOf(series: readonly Series[]): number {
  let bytes = 256;
  for (const { labels, values } of series) {
    bytes += values.byteLength + 128;
    for (const [name, value] of Object.entries(labels)) bytes += 2 * (name.length + value.length) + 32;
  }
  return bytes;
}
