import { exportAuditEntries } from "@/lib/audit/export/export-entries";
import { ctx } from "./chat-event";

/** Row 11: seconds until the last byte of an export. */
export async function csv(format: string) {
  const before = process.memoryUsage.rss() / 1024 / 1024;
  const started = performance.now();
  const { chunks, rows } = await exportAuditEntries(ctx, { format: format === "ndjson" ? "ndjson" : "csv" });
  let bytes = 0;
  for await (const chunk of chunks) bytes += chunk.length;
  return { seconds: (performance.now() - started) / 1_000, rows, bytes, startMegabytes: before };
}
