import type { Slo } from "./slo";

/** The guide's two objectives: 99.95 % uptime, and 95 % of requests under two seconds. */
export const SLOS: readonly Slo[] = [
  {
    id: "availability",
    title: "Availability",
    description: "Share of the measured time in which at least one replica of the backend answered its scrape.",
    objective: 99.95,
    windowDays: 30,
    series: "availability_errors",
    boundSeconds: null,
    owner: "platform",
    alertnames: { fast: "AvailabilityBudgetBurnsFast", slow: "AvailabilityBudgetBurnsSlowly" },
  },
  {
    id: "latency",
    title: "Latency",
    description: "Share of requests that were answered within two seconds, over all endpoints.",
    objective: 95,
    windowDays: 30,
    series: "latency_errors",
    boundSeconds: 2,
    owner: "platform",
    alertnames: { fast: "LatencyBudgetBurnsFast", slow: "LatencyBudgetBurnsSlowly" },
  },
];
