import { AuditClient } from "../../lib/audit-client/audit-client.mjs";
import { serveCloudWatch } from "../cloudwatch/serve-cloudwatch.mjs";
import { chatbotSeries } from "../model/chatbot-series.mjs";
import { infraSeries } from "../model/infra-series.mjs";
import { Meter } from "../model/meter.mjs";
import { ChatbotTrail } from "./chatbot-trail.mjs";
import { LiveIncidents } from "./live-incidents.mjs";
import { LiveMeters } from "./live-meters.mjs";
import { serveMetrics } from "./serve-metrics.mjs";

/** The simulated chatbot alone, beside a Prometheus, a PostgreSQL and exporters that are real (deploy/docker). */
const { HOST: host, CHATBOT_PORT, CLUSTER_PORT, CLOUDWATCH_PORT, AUDIT_URL, AUDIT_TOKEN, AUDIT_FOLDER } = process.env;

const now = () => Date.now() / 1000;
const incidents = new LiveIncidents(now(), true);
const meters = (series) => series.map((one) => new Meter(one));
// Of the database the real exporter tells.
const cluster = infraSeries({}).filter(({ name }) => !name.startsWith("pg_"));
const sources = [
  { job: "medinovai-backend", instance: "medinovai-backend-0:8000", meters: meters(chatbotSeries()) },
  { job: "infra", instance: "cluster:8001", meters: meters(cluster) },
];
const live = new LiveMeters(sources, incidents, now());
const client = new AuditClient({ url: AUDIT_URL, token: AUDIT_TOKEN, folder: AUDIT_FOLDER });
const trail = new ChatbotTrail({ client, felt: (kind) => live.felt(kind, now()), random: Math.random });

await serveMetrics({
  host,
  ports: { chatbot: Number(CHATBOT_PORT), infra: Number(CLUSTER_PORT) },
  sources,
  live,
  onPrometheus: () => {
    throw new Error("Prometheus is a container of its own: stop that");
  },
});
await serveCloudWatch({ host, port: Number(CLOUDWATCH_PORT), incidentsAt: (time) => incidents.at(time) });
trail.start();
for (const signal of ["SIGTERM", "SIGINT"]) process.once(signal, () => void trail.stop().then(() => process.exit(0)));
