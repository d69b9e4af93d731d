import "server-only";
import { binaryArray } from "@/lib/db/binary-array";
import { bulk } from "@/lib/db/bulk";
import { db } from "@/lib/db/client";
import { type RedactionCount, returnRedactionCounts, takeRedactionCounts } from "@/lib/phi/redaction-tally";

/** In the row that says that a day was counted: without it, no redaction and no counting look alike. */
export const COUNTED = { boundary: "", source: "", name: "" } as const;

/** Adds what this process counted to what all replicas did. What cannot be stored now is stored with the next ones. */
export async function storeRedactionCounts(now: Date): Promise<void> {
  const counts = takeRedactionCounts();
  try {
    await add([{ day: now.toISOString().slice(0, 10), ...COUNTED, count: 0 }, ...counts]);
  } catch (error) {
    returnRedactionCounts(counts);
    throw error;
  }
}

async function add(counts: readonly RedactionCount[]): Promise<void> {
  const texts = (of: (one: RedactionCount) => string) => binaryArray("text", counts.map(of));
  const numbers = binaryArray(
    "int8",
    counts.map(({ count }) => count),
  );
  // In one order, so that two replicas never wait for each other.
  await bulk(await db()).execute`
    INSERT INTO redaction_counts AS r (day, boundary, source, name, count)
    SELECT * FROM unnest(
      ${texts(({ day }) => day)}::text[], ${texts(({ boundary }) => boundary)}::text[],
      ${texts(({ source }) => source)}::text[], ${texts(({ name }) => name)}::text[], ${numbers}::int8[]
    ) AS t(day, boundary, source, name, count)
    ORDER BY 1, 2, 3, 4
    ON CONFLICT (day, boundary, source, name) DO UPDATE SET count = r.count + excluded.count`;
}
