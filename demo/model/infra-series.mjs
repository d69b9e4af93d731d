import { lastDeployment } from "./deployments.mjs";
import { counter, gauge } from "./series.mjs";
import { wobble } from "./wobble.mjs";

const MiB = 1024 * 1024;
const NAMESPACE = "medinovai";
const PHASES = ["Pending", "Running", "Succeeded", "Failed", "Unknown"];
/** Constant or nearly so: a sample every four minutes is enough to be seen by every query. */
const SLOW = { step: 240 };

/** cpu: share of the limit at full load; memory: share of the limit. `incident` is felt by this pod. */
const PODS = [
  { pod: "medinovai-backend-6d8f4b-2xkqz", cores: 2, limit: 2048, cpu: 0.58, memory: 0.58 },
  { pod: "medinovai-backend-6d8f4b-8hvnm", cores: 2, limit: 2048, cpu: 0.55, memory: 0.63 },
  { pod: "medinovai-backend-6d8f4b-qr7lt", cores: 2, limit: 2048, cpu: 0.6, memory: 0.71, incident: "cpu" },
  { pod: "medinovai-worker-7c9d5-4jz8p", cores: 1, limit: 1024, cpu: 0.46, memory: 0.827, incident: "memory" },
  { pod: "medinovai-worker-7c9d5-m2w6x", cores: 1, limit: 1024, cpu: 0.44, memory: 0.76 },
  { pod: "medinovai-gateway-5f6c9-tt4kd", cores: 1, limit: 512, cpu: 0.36, memory: 0.41 },
];

/**
 * What cAdvisor, kube-state-metrics, postgres_exporter and blackbox_exporter would say. `certificates`: expiry time in
 * seconds by address.
 */
export function infraSeries(certificates) {
  return [
    ...PODS.flatMap(podSeries),
    gauge("pg_up", {}, (c) => (c.felt("database") > 0 ? 0 : 1)),
    counter("pg_stat_database_tup_fetched", { datname: NAMESPACE }, (c) => 900 + 5200 * c.load),
    counter("pg_stat_database_tup_inserted", { datname: NAMESPACE }, (c) => 12 + 85 * c.load),
    ...Object.entries(certificates).map(([instance, expiry]) =>
      gauge("probe_ssl_earliest_cert_expiry", { instance }, () => expiry, SLOW),
    ),
  ];
}

function podSeries({ pod, cores, limit, cpu, memory, incident }, index) {
  const where = { namespace: NAMESPACE, pod, container: "app" };
  const idle = { ...where, container: "POD" }; // the pause container: a query that forgets to leave it out shows
  const bytes = limit * MiB;
  const usedCores = (c) =>
    cores *
    (cpu * (0.25 + 0.75 * c.load) * (1 + 0.06 * wobble(300 + index, c.time, 400)) +
      (incident === "cpu" ? 0.42 * c.felt("cpu") : 0));
  const usedBytes = (c) =>
    bytes *
    (memory +
      0.012 * wobble(320 + index, c.time, 5400) +
      0.004 * wobble(340 + index, c.time, 300) +
      (incident === "memory" ? 0.105 * c.felt("memory") : 0));
  const limitOf = (resource, unit, value) =>
    gauge("kube_pod_container_resource_limits", { ...where, resource, unit }, () => value, SLOW);
  return [
    counter("container_cpu_usage_seconds_total", { ...where, cpu: "total" }, usedCores, { whole: false }),
    counter("container_cpu_usage_seconds_total", { ...idle, cpu: "total" }, () => 0.0004, { step: 240, whole: false }),
    gauge("container_memory_working_set_bytes", where, (c) => Math.round(usedBytes(c))),
    gauge("container_memory_working_set_bytes", idle, () => 512 * 1024, SLOW),
    gauge("container_spec_memory_limit_bytes", where, () => bytes, SLOW),
    gauge("container_spec_memory_limit_bytes", idle, () => 0, SLOW),
    limitOf("cpu", "core", cores),
    limitOf("memory", "byte", bytes),
    ...PHASES.map((phase) =>
      gauge("kube_pod_status_phase", { namespace: NAMESPACE, pod, phase }, () => (phase === "Running" ? 1 : 0), SLOW),
    ),
    gauge("kube_pod_container_status_ready", where, () => 1, SLOW),
    gauge("kube_pod_container_status_restarts_total", where, () => [0, 0, 1, 3, 0, 0][index], SLOW),
    gauge("kube_pod_start_time", { namespace: NAMESPACE, pod }, (c) => lastDeployment(c.time) + 7 * index, SLOW),
  ];
}
