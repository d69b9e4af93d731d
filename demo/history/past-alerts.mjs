/** Which rule each past incident fires, how long after its start, how long it lasts after its end (seconds). */
const RULES = {
  errors: { alertname: "HighErrorRate", severity: "critical", team: "platform", after: 180, tail: 240 },
  down: { alertname: "MedinovAIServiceDown", severity: "critical", team: "platform", after: 60, tail: 60 },
  lowsuccess: {
    alertname: "LowConversationSuccessRate",
    severity: "warning",
    team: "product",
    after: 4200,
    tail: 1500,
  },
  bruteforce: { alertname: "MultipleFailedLogins", severity: "warning", team: "security", after: 120, tail: 240 },
  slowai: { alertname: "SlowAIResponse", severity: "warning", team: "ai", after: 420, tail: 200 },
  slowdatabase: { alertname: "HighDatabaseLatency", severity: "warning", team: "platform", after: 420, tail: 200 },
};

/** The ALERTS series Prometheus would have written, as stretches: { labels, from, to }. */
export function pastAlerts(incidents, from, to) {
  const watchdog = { labels: alertLabels({ alertname: "Watchdog", severity: "none", team: "platform" }), from, to };
  const fired = incidents
    .filter(({ kind }) => RULES[kind])
    .map((incident) => {
      const { after, tail, ...rule } = RULES[incident.kind];
      const labels = { ...alertLabels(rule), job: "medinovai-backend" };
      return { labels, from: incident.from + after, to: incident.to + tail };
    })
    .filter((stretch) => stretch.from >= from && stretch.to < to);
  return [{ ...watchdog, to: Number.POSITIVE_INFINITY }, ...fired];
}

function alertLabels(rule) {
  return { ...rule, alertstate: "firing", service: "medinovai" };
}
