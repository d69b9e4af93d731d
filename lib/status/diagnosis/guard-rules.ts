import "server-only";
import type { PrometheusRuleGroup } from "@/lib/datasources/prometheus/api-schema";
import { guardFor } from "@/lib/phi/guard";
import { redactionSource } from "@/lib/phi/redaction-source";

const guard = guardFor("upstream", { queries: "keep" });

/** Rules of a source without what a person could be known by in their names and their groups'. */
export function guardRules(source: string, groups: readonly PrometheusRuleGroup[]): PrometheusRuleGroup[] {
  return redactionSource.run(source, () =>
    groups.map((group) => ({
      ...group,
      name: guard.text(group.name),
      rules: group.rules.map((rule) => ({ ...rule, name: guard.text(rule.name) })),
    })),
  );
}
