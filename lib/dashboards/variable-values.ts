import "server-only";
import { redactionSource } from "@/lib/phi/redaction-source";
import { ByteLru } from "@/lib/query/byte-lru";
import { guardChoices } from "@/lib/query/guard-answer";
import { SharedWork } from "@/lib/query/shared-work";
import type { Variable } from "./model";
import type { Sources } from "./sources";

const FRESH_MS = 60_000;
const MAX_BYTES = 1024 * 1024;

const known = new ByteLru<{ values: string[]; until: number }>(MAX_BYTES);
const flights = new SharedWork<string[]>();

/** The values a variable may take now, asked once a minute. Throws UpstreamError. */
export async function variableValues(
  { label, selector }: Variable,
  sources: Sources,
  now: number,
  signal: AbortSignal,
): Promise<string[]> {
  const source = sources.prometheus();
  const key = `${source.name}\n${label}\n${selector}`;
  const fresh = known.get(key);
  if (fresh && now < fresh.until) return fresh.values;
  const { value } = await flights.run(key, signal, async (shared) => {
    const values = await source.labelValues(label, selector, shared);
    return redactionSource.run(source.name, () => guardChoices(values));
  });
  known.set(key, { values: value, until: now + FRESH_MS }, value.join().length * 2 + 128);
  return value;
}
