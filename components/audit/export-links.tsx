import { buttonClass } from "@/components/ui/button";
import type { AuditFilter } from "@/lib/audit/list-query";
import { exportAddress } from "@/lib/audit/page-query";

/** Downloads of everything that matches the filters; plain anchors, so that the browser streams them to disk. */
export function ExportLinks({ filter }: { filter: AuditFilter }) {
  return (
    <div className="join">
      <a className={buttonClass({})} href={exportAddress(filter, "csv")} download>
        Download CSV
      </a>
      <a className={buttonClass({})} href={exportAddress(filter, "ndjson")} download>
        NDJSON
      </a>
    </div>
  );
}
