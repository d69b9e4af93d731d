import client from "prom-client";
import { CATALOGUE } from "./catalogue.mjs";

/** What a request is counted under when no route took it: its path could be anything. */
export const UNMATCHED = "unmatched";

/**
 * The chatbot's meters on a registry of their own, by name (`meters.conversations_total.inc({ … })`), and `registry`
 * for its /metrics. Counters whose labels are known should be set to 0 at the start (`start`), or a first event is a
 * series that appears, which `rate` cannot see.
 */
export function createChatbotMetrics() {
  const registry = new client.Registry();
  const meters = Object.fromEntries(
    Object.entries(CATALOGUE).map(([name, { type, ...about }]) => [
      name,
      new METERS[type]({ name, registers: [registry], ...about }),
    ]),
  );
  return { registry, meters, observeRequest: (request) => observeRequest(meters, request) };
}

const METERS = { counter: client.Counter, gauge: client.Gauge, histogram: client.Histogram };

/**
 * Counts and times one answered request. `route`: the template the router matched ("/patients/{id}"); undefined when it
 * matched none.
 */
function observeRequest(meters, { method, route, status, seconds }) {
  const labels = { method, endpoint: route ?? UNMATCHED };
  meters.http_requests_total.inc({ ...labels, status: String(status) });
  meters.http_request_duration_seconds.observe(labels, seconds);
}
