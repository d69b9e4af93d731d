import "server-only";
import { createHash } from "node:crypto";
import { BulkClient } from "./bulk";

/** What is answered behind a pooler that lends a session for one transaction: what was prepared there is elsewhere. */
const PREPARED_ELSEWHERE = new Set(["26000", "42P05"]);

/** By text: there are about as many as bulk statements in the code. */
const names = new Map<string, string>();

/**
 * A connection to a server, on which a bulk statement is prepared once: to plan it takes the database longer than to
 * write a dozen rows. Where that fails one transaction fails with it, and none is prepared any more. Not for the embedded
 * engine, which keeps a statement that failed at first where the driver believes it gone.
 */
export class PreparingClient extends BulkClient {
  static prepares = true;

  // biome-ignore lint/suspicious/noExplicitAny: as in BulkClient
  override query(...given: any[]): any {
    const answer = super.query(...given);
    if (given[0]?.name)
      answer?.catch?.((error: { code?: string }) => {
        if (PREPARED_ELSEWHERE.has(error.code ?? "")) PreparingClient.prepares = false;
      });
    return answer;
  }

  protected override bulkName(text: string): string | undefined {
    if (!PreparingClient.prepares) return undefined;
    const known = names.get(text);
    if (known !== undefined) return known;
    const name = `bulk ${createHash("sha256").update(text).digest("hex").slice(0, 32)}`;
    names.set(text, name);
    return name;
  }
}
