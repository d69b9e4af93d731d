import "server-only";
import client from "prom-client";
import { AUDIT_ACTIONS } from "@/lib/audit/entry";

const FAILED_DELIVERY = ["refused", "unavailable", "parked", "alert_refused"];
const CACHE_RESULTS = ["hit", "tail", "miss", "shared", "bypass"];

interface Metrics {
  registry: client.Registry;
  auditEventsTotal: client.Counter<"event_type" | "outcome">;
  authenticationAttemptsTotal: client.Counter<"method" | "status">;
  dataAccessTotal: client.Counter<"resource">;
  dataAccessUnencryptedTotal: client.Counter<"resource">;
  dataAccessDeniedTotal: client.Counter<"resource">;
  dataExportTotal: client.Counter<"resource">;
  httpRequestsTotal: client.Counter<"method" | "route" | "status">;
  httpRequestDurationSeconds: client.Histogram<"method" | "route">;
  upstreamQueriesTotal: client.Counter<"datasource" | "status">;
  upstreamQueryDurationSeconds: client.Histogram<"datasource">;
  queryCacheTotal: client.Counter<"result">;
  ingestTotal: client.Counter<"source" | "status">;
  notificationsTotal: client.Counter<"target" | "result">;
  redactionsTotal: client.Counter<"class" | "boundary">;
  liveStreams: client.Gauge;
  liveStreamsEndedTotal: client.Counter<"reason">;
  legSeenTimestampSeconds: client.Gauge<"leg">;
  anchorSeenTimestampSeconds: client.Gauge<"anchor">;
  anchorPeriodSeconds: client.Gauge<"anchor">;
  outboxOldestAgeSeconds: client.Gauge<"target">;
}

function create(): Metrics {
  const registry = new client.Registry();
  client.collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    auditEventsTotal: new client.Counter({
      name: "audit_events_total",
      help: "Entries appended to the ledger",
      labelNames: ["event_type", "outcome"],
      registers,
    }),
    authenticationAttemptsTotal: new client.Counter({
      name: "authentication_attempts_total",
      help: "Sign-in attempts at the portal",
      labelNames: ["method", "status"],
      registers,
    }),
    dataAccessTotal: new client.Counter({
      name: "data_access_total",
      help: "Accesses to data that emitters reported, by emitter and resource",
      labelNames: ["resource"],
      registers,
    }),
    dataAccessUnencryptedTotal: new client.Counter({
      name: "data_access_unencrypted_total",
      help: "Those of them that were not encrypted",
      labelNames: ["resource"],
      registers,
    }),
    dataAccessDeniedTotal: new client.Counter({
      name: "data_access_denied_total",
      help: "Requests refused for want of a permission, and denied accesses that emitters reported",
      labelNames: ["resource"],
      registers,
    }),
    dataExportTotal: new client.Counter({
      name: "data_export_total",
      help: "Downloads of portal data",
      labelNames: ["resource"],
      registers,
    }),
    httpRequestsTotal: new client.Counter({
      name: "http_requests_total",
      help: "Requests to the portal's API, by route template",
      labelNames: ["method", "route", "status"],
      registers,
    }),
    httpRequestDurationSeconds: new client.Histogram({
      name: "http_request_duration_seconds",
      help: "Time to answer a request to the portal's API",
      labelNames: ["method", "route"],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.5, 2.5, 5.5],
      registers,
    }),
    upstreamQueriesTotal: new client.Counter({
      name: "portal_upstream_queries_total",
      help: "Queries sent to a datasource",
      labelNames: ["datasource", "status"],
      registers,
    }),
    upstreamQueryDurationSeconds: new client.Histogram({
      name: "portal_upstream_query_duration_seconds",
      help: "Time a datasource took to answer",
      labelNames: ["datasource"],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.5, 2.5, 5.5, 10.5],
      registers,
    }),
    queryCacheTotal: new client.Counter({
      name: "portal_query_cache_total",
      help: "Panel queries by how they were answered: hit, tail, miss, shared, bypass",
      labelNames: ["result"],
      registers,
    }),
    ingestTotal: new client.Counter({
      name: "portal_ingest_total",
      help: "Deliveries from machines by result",
      labelNames: ["source", "status"],
      registers,
    }),
    notificationsTotal: new client.Counter({
      name: "portal_notifications_total",
      help: "Messages to PagerDuty and Slack by result: sent, skipped, failed, retried",
      labelNames: ["target", "result"],
      registers,
    }),
    redactionsTotal: new client.Counter({
      name: "redactions_total",
      help: "What could name a person and was replaced, by class and boundary: a rise is a leak upstream",
      labelNames: ["class", "boundary"],
      registers,
    }),
    liveStreams: new client.Gauge({
      name: "portal_live_streams",
      help: "Browsers that are told of changes by this replica",
      registers,
    }),
    liveStreamsEndedTotal: new client.Counter({
      name: "portal_live_streams_ended_total",
      help: "Live streams by why they ended: left, age, session, backlog, stop",
      labelNames: ["reason"],
      registers,
    }),
    legSeenTimestampSeconds: new client.Gauge({
      name: "portal_leg_seen_timestamp_seconds",
      help: "When a job last finished or an Alertmanager last answered, in any replica; 0: never",
      labelNames: ["leg"],
      registers,
    }),
    anchorSeenTimestampSeconds: new client.Gauge({
      name: "portal_anchor_seen_timestamp_seconds",
      help: "When an anchor last held the ledger's newest checkpoint; 0: never",
      labelNames: ["anchor"],
      registers,
    }),
    anchorPeriodSeconds: new client.Gauge({
      name: "portal_anchor_period_seconds",
      help: "How often an anchor is to be served",
      labelNames: ["anchor"],
      registers,
    }),
    outboxOldestAgeSeconds: new client.Gauge({
      name: "portal_outbox_oldest_age_seconds",
      help: "Age of the message that waits longest for a target; 0: nothing waits",
      labelNames: ["target"],
      registers,
    }),
  };
}

// On globalThis: the server bundle is loaded more than once, and a metric may be registered only once.
const holder = globalThis as unknown as { portalMetrics?: Metrics };
holder.portalMetrics ??= fromZero(create());

/** A counter born above zero hides its first events from increase(): those that alerts watch are there from the start. */
function fromZero(metrics: Metrics): Metrics {
  for (const method of ["password", "oidc"])
    for (const status of ["success", "failed"]) metrics.authenticationAttemptsTotal.inc({ method, status }, 0);
  for (const resource of ["audit-log", "alert-performance", "report"]) metrics.dataExportTotal.inc({ resource }, 0);
  for (const source of ["alertmanager", "cloudwatch", "audit-events"])
    for (const status of FAILED_DELIVERY) metrics.ingestTotal.inc({ source, status }, 0);
  for (const result of CACHE_RESULTS) metrics.queryCacheTotal.inc({ result }, 0);
  for (const event_type of AUDIT_ACTIONS)
    metrics.auditEventsTotal.inc({ event_type, outcome: usualOutcome(event_type) }, 0);
  return metrics;
}

function usualOutcome(action: string): string {
  if (/REFUSED|DENIED|LOCKOUT/.test(action)) return "denied";
  return /FAILURE|FAILED|GAP/.test(action) ? "failure" : "success";
}

export const {
  registry,
  auditEventsTotal,
  authenticationAttemptsTotal,
  dataAccessTotal,
  dataAccessUnencryptedTotal,
  dataAccessDeniedTotal,
  dataExportTotal,
  httpRequestsTotal,
  httpRequestDurationSeconds,
  upstreamQueriesTotal,
  upstreamQueryDurationSeconds,
  queryCacheTotal,
  ingestTotal,
  notificationsTotal,
  redactionsTotal,
  liveStreams,
  liveStreamsEndedTotal,
  legSeenTimestampSeconds,
  anchorSeenTimestampSeconds,
  anchorPeriodSeconds,
  outboxOldestAgeSeconds,
} = holder.portalMetrics;
