import { Badge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import { TrustStrip } from "@/components/ui/trust-strip";
import type { OpenRequest } from "@/lib/silences/silence-view";
import { formatInstant } from "@/lib/time/format-time";
import { MatcherChips } from "./matcher-chips";

const KINDS = { create: "New silence", extend: "Later end", expire: "End" } as const;

/** What was asked of Alertmanager and whose outcome nobody knows yet. Nothing when there is no such request. */
export function OpenRequests({ requests, zone }: { requests: readonly OpenRequest[]; zone: string }) {
  if (requests.length === 0) return null;
  return (
    <Panel
      title="Requested, outcome unknown"
      flush
      footer={<TrustStrip items={["Audit ledger", "Alertmanager is looked at every 30 s until it is known"]} />}
    >
      <ul className="si-requests">
        {requests.map((request) => (
          <li key={request.id}>
            <div className="si-request-head">
              <b>{KINDS[request.kind]}</b>
              {request.underWay ? (
                <Badge tone="plain" icon="refresh">
                  Under way
                </Badge>
              ) : (
                <Badge tone="unknown">Outcome unknown</Badge>
              )}
              <span className="muted">
                asked by {request.by}, {formatInstant(Date.parse(request.at), zone)}
              </span>
            </div>
            <MatcherChips matchers={request.matchers} />
            <p className="wrap-anywhere">{request.reason}</p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
