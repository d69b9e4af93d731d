import path from "node:path";
import { GET as listAlerts } from "@/app/api/alerts/route";
import { GET as summariseAlerts } from "@/app/api/alerts/summary/route";
import { POST as queryPanels } from "@/app/api/dashboards/[dashboardId]/query/route";
import { GET as openEvents } from "@/app/api/events/route";
import { POST as ingestWebhook } from "@/app/api/ingest/alertmanager/route";
import { quickBatch } from "@/lib/dashboards/quick-batch";
import { listenBeforeFramework } from "@/lib/http/before-framework";
import { constantHeaders } from "@/lib/http/constant-headers";
import { directRoutes } from "@/lib/http/direct-routes";
import { emptyRedirects } from "@/lib/http/empty-redirects";
import { precompressedFiles } from "@/lib/http/precompressed-files";
import { refuseMalformed } from "@/lib/http/refuse-malformed";
import { startPortal } from "@/lib/jobs/start-portal";
import { captureConsole } from "@/lib/telemetry/capture-console";

// The development server talks to a person.
if (process.env.NODE_ENV === "production") captureConsole();

const QUERY = /^\/api\/dashboards\/(?<dashboardId>[a-z][a-z0-9-]{0,31})\/query$/;
const files = precompressedFiles(path.join(process.cwd(), ".next/static"));
const routes = directRoutes([
  { method: "POST", path: QUERY, handler: queryPanels, shortcut: quickBatch },
  { method: "GET", path: /^\/api\/events$/, handler: openEvents },
  { method: "POST", path: /^\/api\/ingest\/alertmanager$/, handler: ingestWebhook },
  { method: "GET", path: /^\/api\/alerts(\?[^#]*)?$/, handler: listAlerts },
  { method: "GET", path: /^\/api\/alerts\/summary$/, handler: summariseAlerts },
]);

listenBeforeFramework(
  (request, response) =>
    refuseMalformed(request, response) ||
    files(request, response) ||
    routes(request, response) ||
    emptyRedirects(request, response) ||
    constantHeaders(request, response),
  { production: process.env.NODE_ENV === "production" },
);
await startPortal();
