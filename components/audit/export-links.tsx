import { buttonClass } from "@/components/ui/button";
import type { AuditFilter } from "@/lib/audit/list-query";
import { exportAddress } from "@/lib/audit/page-query";

/**
 * Downloads of everything that matches the filters, and the archive of all; plain anchors, so that the browser streams
 * them to disk.
 */
export function ExportLinks({ filter }: { filter: AuditFilter }) {
  return (
    <div className="join">
      <a className={buttonClass({})} href={exportAddress(filter, "csv")} download>
        Download CSV
      </a>
      <a className={buttonClass({})} href={exportAddress(filter, "ndjson")} download>
        NDJSON
      </a>
      <a
        className={buttonClass({})}
        href="/api/audit/archive"
        download
        title="The whole ledger with its checkpoints and keys, to be verified offline"
      >
        Archive
      </a>
    </div>
  );
}
