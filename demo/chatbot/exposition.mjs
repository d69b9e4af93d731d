const KINDS = { counter: "counter", gauge: "gauge" };

/** Meters in Prometheus' text format, a family after the other. */
export function exposition(meters) {
  const families = new Map();
  for (const meter of meters) {
    const { name, family = name } = meter.series;
    if (!families.has(family)) families.set(family, []);
    families.get(family).push(meter);
  }
  const lines = [];
  for (const [family, members] of families) {
    const [{ series }] = members;
    lines.push(`# TYPE ${family} ${series.family ? "histogram" : KINDS[series.type]}`);
    for (const meter of members) lines.push(`${meter.series.name}${labelText(meter.series.labels)} ${meter.read()}`);
  }
  return `${lines.join("\n")}\n`;
}

function labelText(labels) {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${value.replace(/["\\\n]/g, "\\$&")}"`);
  return pairs.length > 0 ? `{${pairs.join(",")}}` : "";
}
