/**
 * What the chatbot measures: the guide's names, with labels and buckets put right. One declaration, from which the kit
 * makes its meters and the demo's chatbot its series.
 *
 * Bounds hold every threshold that a rule or an indicator asks for (a share below 2 s is exact only if 2 is a bound), and
 * lie about a factor of two apart, as a native histogram of schema 0 would put them: who turns those on later
 * (`scrape_native_histograms`) keeps the same rules.
 */
export const REQUEST_BOUNDS = [0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 2.5, 5, 10, 30];
export const AI_BOUNDS = [0.25, 0.5, 1, 1.5, 2.5, 5, 10, 20];
export const DATABASE_BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];
export const RATING_BOUNDS = [1, 2, 3, 4, 5];

const counter = (help, labelNames) => ({ type: "counter", help, labelNames });
const gauge = (help, labelNames = []) => ({ type: "gauge", help, labelNames });
const histogram = (help, buckets, labelNames) => ({ type: "histogram", help, labelNames, buckets });

/** By name: type, help, label names and, of a histogram, its bounds. No label ever holds what a person typed. */
export const CATALOGUE = {
  // `endpoint` is a route template, never a path: "/patients/123" would be PHI, and a series for every patient.
  http_requests_total: counter("Requests, by route template", ["method", "endpoint", "status"]),
  http_request_duration_seconds: histogram("Time to answer a request", REQUEST_BOUNDS, ["method", "endpoint"]),
  conversations_total: counter("Conversations started", ["channel", "language"]),
  conversations_success_total: counter("Conversations that reached their aim", ["channel", "resolution_type"]),
  conversation_satisfaction_rating: histogram("Ratings from 1 to 5", RATING_BOUNDS, []),
  escalations_total: counter("Conversations handed to a person", ["reason"]),
  ai_response_time_seconds: histogram("Time to generate a reply", AI_BOUNDS, ["model", "complexity"]),
  database_query_duration_seconds: histogram("Time of a database query", DATABASE_BOUNDS, ["operation"]),
  active_connections: gauge("Open database connections"),
  cache_hit_rate: gauge("Share of reads the cache answered, percent"),
  sms_delivery_total: counter("Text messages handed to a provider", ["status", "provider"]),
  authentication_attempts_total: counter("Sign-in attempts", ["method", "status"]),
  audit_events_total: counter("Audit events written", ["event_type"]),
  data_access_total: counter("Accesses to patients' data", ["resource"]),
  data_access_denied_total: counter("Accesses refused", ["resource"]),
  data_access_unencrypted_total: counter("Accesses over a line that was not encrypted", []),
  data_export_total: counter("Exports of patients' data", ["resource"]),
};
