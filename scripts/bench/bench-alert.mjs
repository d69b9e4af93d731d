/** The labels of one of thousands of alerts that differ as a real storm's do. No inhibition: each stands for itself. */
export function benchAlert(index) {
  return {
    alertname: `Bench${index % 40}`,
    severity: ["critical", "warning", "info"][index % 3],
    team: ["platform", "ai", "product", "security"][index % 4],
    service: `bench-${index}`,
    pod: `worker-7c9d5-${index}`,
  };
}
