import "server-only";
import { db } from "@/lib/db/client";
import type { Anchor, AnchorName } from "./anchor";
import { anchors } from "./anchors";

/** What is known of a configured anchor. Times are epoch ms. */
export interface AnchorState extends Pick<Anchor, "label" | "everySeconds" | "independent"> {
  name: AnchorName;
  /** Of the newest checkpoint it holds; 0: none is known. */
  size: number;
  /** Since when it holds that one. */
  anchoredAt: number | null;
  /** When it last did what it was asked for: took the ledger's newest checkpoint, or showed that it has it. */
  seenAt: number | null;
  failingSince: number | null;
  error: string | null;
  contradicted: boolean;
  /** Its own words. */
  receipt: string | null;
}

/** Every configured anchor; one that was never served is there too, and knows nothing. */
export async function readAnchorStates(): Promise<AnchorState[]> {
  const configured = anchors();
  if (configured.length === 0) return [];
  const rows = new Map((await (await db()).auditAnchor.findMany()).map((row) => [row.name, row]));
  return configured.map(({ name, label, everySeconds, independent }) => {
    const row = rows.get(name);
    return {
      ...{ name, label, everySeconds, independent },
      size: Number(row?.size ?? 0),
      anchoredAt: row?.anchoredAt?.getTime() ?? null,
      seenAt: row?.seenAt?.getTime() ?? null,
      failingSince: row?.failingSince?.getTime() ?? null,
      error: row?.lastError ?? null,
      contradicted: row?.contradicted ?? false,
      receipt: row?.receipt ?? null,
    };
  });
}
