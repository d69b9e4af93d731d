import { exportArchive } from "@/lib/audit/archive/export-archive";
import { defineRoute } from "@/lib/http/define-route";

/** Download of the whole ledger for an offline verification. */
export const GET = defineRoute({
  route: "/api/audit/archive",
  access: "audit:export",
  async handler({ ctx }) {
    const { tar, entries } = await exportArchive(ctx);
    return new Response(tar, {
      headers: {
        "content-type": "application/x-tar",
        "content-disposition": 'attachment; filename="audit-archive.tar"',
        "x-row-count": String(entries),
      },
    });
  },
});
