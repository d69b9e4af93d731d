import "server-only";
import { db } from "@/lib/db/client";
import type { Check } from "../check";
import { type Finding, unknown } from "../finding";
import { COUNTED, storeRedactionCounts } from "../redactions/store-redaction-counts";

/** Where data of others comes in; what people write themselves is another matter. */
const INCOMING = ["ingest", "upstream"];
const EXPECTED = { redactions: 0 };

interface Leak {
  boundary: string;
  source: string;
  name: string;
  count: bigint;
}

/**
 * D20: what had to be replaced on its way in, by source and class. It reached no store and no screen; but a source that
 * sends it once has it in its own logs and metrics. A day that was not counted is unknown.
 */
export const leakingSources: Check = {
  id: "D20",
  holds: "standing",
  async measure(ctx, _signal, day) {
    await storeRedactionCounts(ctx.now);
    const client = await db();
    const counted = await client.redactionCount.findFirst({ where: { day, ...COUNTED } });
    if (!counted)
      return unknown("NOT_COUNTED", "The portal was not running on that day, or did not count yet.", { day });
    const leaks = await client.redactionCount.findMany({
      where: { day, boundary: { in: INCOMING }, count: { gt: 0 } },
      orderBy: [{ source: "asc" }, { boundary: "asc" }, { name: "asc" }],
    });
    return judge(leaks);
  },
};

function judge(leaks: readonly Leak[]): Finding {
  const redactions = Number(leaks.reduce((sum, { count }) => sum + count, 0n));
  if (redactions === 0)
    return {
      status: "pass",
      reasonCode: null,
      nextStep: null,
      method: "measured",
      observed: { redactions },
      expected: EXPECTED,
    };
  const sources = [...new Set(leaks.map(({ source }) => source))];
  return {
    status: "fail",
    reasonCode: "SOURCE_LEAKS",
    nextStep: `Have what names people removed where it comes from: ${sources.join(", ")}. Decide whether it is an incident.`,
    method: "measured",
    observed: { redactions, sources: leaks.map(wordsOf) },
    expected: EXPECTED,
  };
}

function wordsOf({ boundary, source, name, count }: Leak): string {
  return `PHI redacted at ${boundary} from ${source}: ${count} × ${name}`;
}
