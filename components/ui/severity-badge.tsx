import { Badge } from "./badge";

const MAX_WORD = 24;

/** The severity label as word, shape and colour; labels the portal does not know are shown as they are. */
export function SeverityBadge({ severity }: { severity: string }) {
  if (severity === "critical") return <Badge tone="critical">Critical</Badge>;
  if (severity === "warning") return <Badge tone="warn">Warning</Badge>;
  return (
    <Badge tone="plain" icon="info">
      {severity === "info" ? "Info" : severity.slice(0, MAX_WORD)}
    </Badge>
  );
}
