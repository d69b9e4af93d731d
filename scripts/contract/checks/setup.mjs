import { filePattern } from "../file-pattern.mjs";

const LONGEST_MONTH_DAYS = 31;

/** The configuration reads its rules, tells Alertmanager, and keeps a whole month. */
export function setup({ prometheus: { config, ruleFiles, retentionDays }, unreadable }) {
  const where = "prometheus.yml";
  const found = unreadable.map(({ file, why }) => ({ where: file, says: why }));
  if (config.global?.retention) found.push({ where, says: "retention is no field of global: it is a flag" });
  if (!(retentionDays >= LONGEST_MONTH_DAYS))
    found.push({ where, says: `${retentionDays} days are kept: a month of ${LONGEST_MONTH_DAYS} cannot be reported` });
  for (const pattern of config.rule_files ?? []) {
    const named = filePattern(pattern);
    if (!ruleFiles.some((file) => named.test(file)))
      found.push({ where, says: `reads ${pattern}, and there is no such file` });
  }
  if (!config.alerting?.alertmanagers?.length)
    found.push({ where, says: "names no Alertmanager: no alert reaches anybody" });
  for (const { job_name, kubernetes_sd_configs = [], relabel_configs = [] } of config.scrape_configs ?? [])
    if (
      kubernetes_sd_configs.some(({ role }) => role === "endpoints") &&
      !JSON.stringify(relabel_configs).includes("endpoint_port_name")
    )
      found.push({ where, says: `${job_name} makes a target of every port: those without metrics are always down` });
  return found;
}
