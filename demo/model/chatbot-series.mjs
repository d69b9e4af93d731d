import { AI_BOUNDS, DATABASE_BOUNDS, REQUEST_BOUNDS } from "../../lib/chatbot-metrics/catalogue.mjs";
import { counter, gauge, histogram } from "./series.mjs";
import { wobble } from "./wobble.mjs";

/** Method, route template, requests per second at full load, median seconds. Never a raw path: it could hold PHI. */
const ENDPOINTS = [
  ["POST", "/api/conversations", 1.2, 0.28],
  ["POST", "/api/conversations/{id}/messages", 3, 0.76],
  ["GET", "/api/conversations/{id}", 1.8, 0.09],
  ["GET", "/api/patients/{id}", 0.7, 0.12],
  ["GET", "/api/appointments", 0.7, 0.15],
  ["POST", "/api/auth/login", 0.4, 0.22],
  ["POST", "/api/escalations", 0.06, 0.2],
  ["GET", "/api/health", 1, 0.012],
];
const CHANNELS = { web: 0.024, sms: 0.014, whatsapp: 0.009 };
const LANGUAGES = { en: 0.68, es: 0.24, zh: 0.08 };
const RESOLUTIONS = { self_service: 0.71, agent: 0.19, referral: 0.1 };
const REASONS = { clinical: 0.42, low_confidence: 0.3, patient_request: 0.2, technical: 0.08 };

/** Every series the chatbot's backend exposes; job and instance come from the scrape. */
export function chatbotSeries() {
  return [
    ...ENDPOINTS.flatMap(requests),
    ...ENDPOINTS.flatMap(durations),
    ...conversations(),
    ...aiResponses(),
    ...databaseQueries(),
    ...satisfaction(),
    ...security(),
    gauge("active_connections", {}, (c) =>
      Math.round(14 + 46 * c.load + 25 * c.felt("errors") + 4 * wobble(31, c.time, 240)),
    ),
    gauge("cache_hit_rate", {}, (c) => 93.4 + 1.6 * wobble(32, c.time, 3600) - 9 * c.felt("errors")),
    ...["twilio", "sns"].flatMap((provider, index) => [
      counter("sms_delivery_total", { status: "delivered", provider }, (c) => c.load * (index ? 0.012 : 0.038)),
      counter("sms_delivery_total", { status: "failed", provider }, (c) => c.load * (index ? 0.0002 : 0.0006)),
    ]),
  ];
}

function requests([method, endpoint, weight], index) {
  const add = (status, share) =>
    counter("http_requests_total", { method, endpoint, status }, (c) => weight * c.load * share(c));
  const heavy = endpoint.includes("conversations") || endpoint.includes("patients") ? 1.3 : 0.5;
  const failing = (c) =>
    heavy *
    (0.00052 * (1 + 0.5 * wobble(100 + index, c.time, 1500)) + 0.05 * c.felt("errors") + 0.0045 * c.felt("unsettled"));
  const login = endpoint === "/api/auth/login";
  const refused = (c) => (login ? 0.02 + 10 * c.felt("bruteforce") : 0.001);
  return [
    add("200", (c) => 1 - Math.min(0.9, failing(c)) - 0.006),
    add("400", () => 0.003),
    add("401", refused),
    add("404", () => 0.003),
    add("500", (c) => 0.7 * failing(c)),
    add("503", (c) => 0.3 * failing(c)),
  ];
}

function durations([method, endpoint, weight, seconds], index) {
  return histogram(
    "http_request_duration_seconds",
    { method, endpoint },
    {
      bounds: REQUEST_BOUNDS,
      sigma: 0.6,
      rate: (c) => weight * c.load,
      median: (c) =>
        seconds *
        (0.9 + 0.16 * c.load + 0.05 * wobble(200 + index, c.time, 700) + 0.03 * wobble(220 + index, c.time, 180)) *
        (1 + 1.9 * c.felt("errors") + 0.75 * c.felt("unsettled") + 6 * c.felt("slow")),
    },
  );
}

function conversations() {
  const ratio = (c) => 0.882 + 0.012 * wobble(40, c.time, 14_400) - 0.14 * c.felt("lowsuccess");
  const started = (c) => c.load * Object.values(CHANNELS).reduce((sum, rate) => sum + rate, 0);
  const all = [];
  for (const [channel, rate] of Object.entries(CHANNELS)) {
    for (const [language, share] of Object.entries(LANGUAGES))
      all.push(counter("conversations_total", { channel, language }, (c) => rate * share * c.load));
    for (const [resolution_type, share] of Object.entries(RESOLUTIONS))
      all.push(
        counter("conversations_success_total", { channel, resolution_type }, (c) => rate * share * c.load * ratio(c)),
      );
  }
  for (const [reason, share] of Object.entries(REASONS))
    all.push(
      counter("escalations_total", { reason }, (c) => started(c) * share * (0.082 + 0.24 * c.felt("escalations"))),
    );
  return all;
}

function aiResponses() {
  const models = { "medinovai-large": 1.25, "medinovai-small": 0.6 };
  return Object.entries(models).flatMap(([model, seconds], index) =>
    ["simple", "complex"].flatMap((complexity) =>
      histogram(
        "ai_response_time_seconds",
        { model, complexity },
        {
          bounds: AI_BOUNDS,
          sigma: 0.45,
          rate: (c) => c.load * (complexity === "simple" ? 0.9 : 0.5),
          median: (c) =>
            seconds *
            (complexity === "simple" ? 0.7 : 1.25) *
            (1 + 0.06 * wobble(50 + index, c.time, 1200)) *
            (1 + 5.5 * c.felt("slowai")),
        },
      ),
    ),
  );
}

function databaseQueries() {
  const operations = { select: [9, 0.014], insert: [2.2, 0.021], update: [1.4, 0.024] };
  return Object.entries(operations).flatMap(([operation, [weight, seconds]], index) =>
    histogram(
      "database_query_duration_seconds",
      { operation },
      {
        bounds: DATABASE_BOUNDS,
        sigma: 0.8,
        rate: (c) => weight * c.load,
        median: (c) =>
          seconds *
          (0.85 + 0.25 * c.load + 0.07 * wobble(60 + index, c.time, 800)) *
          (1 + 14 * c.felt("slowdatabase") + 1.1 * c.felt("errors")),
      },
    ),
  );
}

/** Ratings from 1 to 5: a histogram whose buckets are the ratings. */
function satisfaction() {
  const name = "conversation_satisfaction_rating";
  const happy = [0.02, 0.04, 0.12, 0.3, 0.52];
  const unhappy = [0.13, 0.2, 0.27, 0.24, 0.16];
  const share = (c, rating) => {
    const mood = Math.min(1, Math.max(0, c.felt("dissatisfied") + 0.05 + 0.05 * wobble(70, c.time, 10_800)));
    return happy[rating - 1] * (1 - mood) + unhappy[rating - 1] * mood;
  };
  const upTo = (c, bound) => [1, 2, 3, 4, 5].reduce((sum, r) => sum + (r <= bound ? share(c, r) : 0), 0);
  const rate = (c) => 0.019 * c.load;
  const mean = (c) => [1, 2, 3, 4, 5].reduce((sum, r) => sum + r * share(c, r), 0);
  const bucket = (le, bound) => ({
    ...counter(`${name}_bucket`, { le }, (c) => rate(c) * upTo(c, bound)),
    family: name,
  });
  return [
    ...[1, 2, 3, 4, 5].map((bound) => bucket(`${bound}.0`, bound)),
    { ...counter(`${name}_bucket`, { le: "+Inf" }, rate), family: name },
    { ...counter(`${name}_sum`, {}, (c) => rate(c) * mean(c)), family: name },
    { ...counter(`${name}_count`, {}, rate), family: name },
  ];
}

function security() {
  const attempts = (method, weight) => [
    counter("authentication_attempts_total", { method, status: "success" }, (c) => c.load * weight),
    counter(
      "authentication_attempts_total",
      { method, status: "failed" },
      (c) => c.load * weight * 0.035 + (method === "password" ? 4 * c.felt("bruteforce") : 0),
    ),
  ];
  const audited = (event_type, rate) =>
    counter("audit_events_total", { event_type }, (c) => rate(c) * (1 - Math.ceil(c.felt("auditgap"))));
  const steady = (rate) => (c) => rate * c.load;
  return [
    ...attempts("password", 0.16),
    ...attempts("sso", 0.22),
    audited("LOGIN_SUCCESS", steady(0.38)),
    audited("LOGIN_FAILURE", (c) => 0.013 * c.load + 4 * c.felt("bruteforce")),
    audited("DATA_ACCESS", steady(1.1)),
    audited("DATA_MODIFICATION", steady(0.3)),
    audited("PERMISSION_CHANGE", steady(0.002)),
    audited("SYSTEM_CONFIGURATION", steady(0.001)),
    audited("EXPORT_DATA", (c) => 0.003 * c.load + 0.06 * c.felt("exports")),
    audited("ESCALATION", steady(0.004)),
    ...["conversation", "patient", "appointment"].flatMap((resource, index) => [
      counter(
        "data_access_total",
        { resource },
        (c) => c.load * [0.7, 0.25, 0.15][index] * (1 + 6 * c.felt("exfiltration")),
      ),
      counter("data_access_denied_total", { resource }, (c) => c.load * 0.003 + 0.08 * c.felt("denials")),
    ]),
    counter("data_access_unencrypted_total", {}, (c) => (c.felt("unencrypted") > 0 ? 0.5 : 0)),
    counter("data_export_total", { resource: "conversation" }, (c) => 0.003 * c.load + 0.06 * c.felt("exports")),
  ];
}
