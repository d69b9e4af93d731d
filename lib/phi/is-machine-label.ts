const ADDRESS_LABELS: ReadonlySet<string> = new Set([
  "instance",
  "node",
  "host",
  "hostname",
  "server",
  "target",
  "exporter",
  "pod_ip",
  "host_ip",
  "node_ip",
  "upstream",
]);
const ADDRESS = /^\[?[0-9A-Fa-f.:]{3,45}\]?(?::\d{1,5})?$/;
/** Kubernetes names its objects by these; what a label holds is no credential, or it would be no label. */
const OBJECT_NAMES = /secret|token|cookie/i;

/** A label that names a machine by its address, or an object of a cluster: nobody's, and what operators search by. */
export function isMachineLabel(name: string, value: string): boolean {
  return (ADDRESS_LABELS.has(name) && ADDRESS.test(value)) || OBJECT_NAMES.test(name);
}
