import type { PanelResult, Provenance } from "@/lib/dashboards/panel-result";

const TYPE_WORDS: Record<Provenance["datasource"]["type"], string> = {
  prometheus: "Prometheus",
  cloudwatch: "CloudWatch",
  expression: "Computed",
};

/** "Prometheus", or "Prometheus (eu-1)" when the source is named otherwise than its kind. */
export function sourceWord({ name, type }: Provenance["datasource"]): string {
  const word = TYPE_WORDS[type];
  return type === "expression" || name.toLowerCase() === type ? word : `${word} (${name})`;
}

/** The sources that took part, without those that only computed. */
export function sourcesOf(result: PanelResult): string[] {
  const words = result.targets.flatMap(({ provenance: { datasource } }) =>
    datasource && datasource.type !== "expression" ? [sourceWord(datasource)] : [],
  );
  return [...new Set(words)];
}
