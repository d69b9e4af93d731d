/** Every alert leads to its own runbook, which exists; and somebody notices when no alert comes at all. */
export function links({ rules, runbooks }) {
  const alerts = rules.filter(({ alert }) => alert);
  const found = alerts.flatMap(({ alert, annotations = {} }) => {
    const where = `rule ${alert}`;
    if (!annotations.runbook_url) return [{ where, says: "has no runbook_url" }];
    if (!annotations.runbook_url.endsWith(`/runbooks/${alert}`)) return [{ where, says: "leads to another runbook" }];
    if (!annotations.dashboard_url) return [{ where, says: "has no dashboard_url" }];
    return runbooks && !runbooks.has(alert)
      ? [{ where, says: `has no runbook: there is no deploy/runbooks/${alert}.md` }]
      : [];
  });
  const names = new Set(alerts.map(({ alert }) => alert));
  for (const name of runbooks?.keys() ?? [])
    if (!names.has(name)) found.push({ where: `runbook ${name}`, says: "is of no alert" });
  if (!names.has("Watchdog"))
    found.push({ where: "rules", says: "no Watchdog: nobody notices when no alert comes at all" });
  return found;
}
