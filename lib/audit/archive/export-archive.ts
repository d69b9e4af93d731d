import "server-only";
import { Readable } from "node:stream";
import { pack } from "tar-stream";
import { authorize } from "@/lib/auth/authorize";
import { transaction } from "@/lib/db/client";
import { PortalError } from "@/lib/errors";
import type { RequestContext } from "@/lib/telemetry/context";
import { loggerFor } from "@/lib/telemetry/logger";
import { dataExportTotal } from "@/lib/telemetry/metrics";
import { appendAuditEntry } from "../append";
import { LedgerFault } from "../checkpoint/ledger-fault";
import { signCheckpoint } from "../checkpoint/sign-checkpoint";
import { readLedgerHead } from "../ledger-head";
import { archiveFiles } from "./archive-files";

const log = loggerFor("audit");

/**
 * The whole ledger as a tar of C2SP tlog-tiles with its checkpoints and keys: what `npm run audit:verify` reads. It is
 * signed up to now first; a ledger that cannot be signed is given all the same, since it is evidence. The download is
 * recorded before its first byte. Needs audit:export.
 */
export async function exportArchive(
  ctx: RequestContext,
): Promise<{ entries: number; tar: ReadableStream<Uint8Array> }> {
  authorize(ctx.actor, "audit:export");
  await signCheckpoint(ctx).catch((error: unknown) => {
    if (!(error instanceof LedgerFault)) throw error;
    log.error({ err: error }, "the ledger cannot be signed; its archive is made all the same");
  });
  const head = await readLedgerHead();
  if (!head) throw new PortalError("unavailable", "The ledger has no head row.");
  await transaction((tx) =>
    appendAuditEntry(tx, ctx, {
      action: "EXPORT_DATA",
      subject: { type: "audit-log", id: "archive" },
      detail: { format: "archive", rows: Number(head.size), end: Number(head.size) },
    }),
  );
  dataExportTotal.inc({ resource: "audit-log" });
  return { entries: Number(head.size), tar: tarOf(head.size) };
}

function tarOf(size: bigint): ReadableStream<Uint8Array> {
  const tar = pack();
  const fill = async () => {
    for await (const { name, bytes } of archiveFiles(size)) {
      if (tar.destroyed) return;
      await new Promise<void>((resolve, reject) =>
        tar.entry({ name, size: bytes.length, mtime: new Date(0) }, bytes, (error) =>
          error ? reject(error) : resolve(),
        ),
      );
    }
    tar.finalize();
  };
  // A failure cuts the stream short: tar without its end is refused by every reader.
  fill().catch((error: unknown) => tar.destroy(error instanceof Error ? error : new Error(String(error))));
  return Readable.toWeb(Readable.from(tar)) as ReadableStream<Uint8Array>;
}
