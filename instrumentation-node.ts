import { POST as queryPanels } from "@/app/api/dashboards/[dashboardId]/query/route";
import { serveDirectly } from "@/lib/http/serve-directly";
import { startPortal } from "@/lib/jobs/start-portal";

serveDirectly([
  { method: "POST", path: /^\/api\/dashboards\/(?<dashboardId>[a-z][a-z0-9-]{0,31})\/query$/, handler: queryPanels },
]);
await startPortal();
