import { Badge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import type { Retention } from "@/lib/audit/retention/retention-view";
import { DecidePrune } from "./decide-prune";
import { LiftHold } from "./lift-hold";
import { RetentionForms } from "./retention-forms";
import { WithdrawPrune } from "./withdraw-prune";

interface RetentionPanelProps {
  retention: Retention;
  mayHold: boolean;
  mayPrune: boolean;
}

/** How long the log is kept, what keeps it longer, and what two people may let go. */
export function RetentionPanel({ retention, mayHold, mayPrune }: RetentionPanelProps) {
  const { years, prunableBefore, pruned, oldestAt, holds, request } = retention;
  const latest = prunableBefore.slice(0, 7);
  const nothingOld = oldestAt === null || oldestAt >= prunableBefore;
  return (
    <Panel
      title="Retention"
      id="retention"
      subtitle={`kept for ${years} years`}
      badge={holds.length > 0 ? <Badge tone="warn">Legal hold</Badge> : undefined}
    >
      <div className="retention">
        <dl className="kv">
          <dt>Oldest entry</dt>
          <dd>{oldestAt ? day(oldestAt) : "none"}</dd>
          <dt>May go</dt>
          <dd>{nothingOld ? "nothing: no entry is that old" : `what was recorded before ${latest}`}</dd>
          <dt>Pruned</dt>
          <dd>
            {pruned === 0 ? "nothing" : `the bytes of the first ${pruned.toLocaleString("en-GB")}; their hashes stay`}
          </dd>
        </dl>
        {holds.map((hold) => (
          <div key={hold.id} className="retention-fact">
            <p className="wrap-anywhere">
              <b>Held since {day(hold.placedAt)}</b> by {hold.placedBy}: {hold.reason}
            </p>
            {mayHold && <LiftHold holdId={hold.id} />}
          </div>
        ))}
        {request && (
          <div className="retention-fact">
            <p className="wrap-anywhere">
              <b>
                {request.requestedBy} asks to prune what is older than {request.before.slice(0, 7)}:
              </b>{" "}
              {request.reason}
            </p>
            {mayPrune && !request.own && <DecidePrune pruneId={request.id} />}
            {request.own && <p className="hint">Another person with this right decides.</p>}
            {mayPrune && request.own && <WithdrawPrune pruneId={request.id} />}
          </div>
        )}
        <RetentionForms
          mayHold={mayHold}
          mayPrune={mayPrune && !request && !nothingOld && holds.length === 0}
          latest={latest}
        />
      </div>
    </Panel>
  );
}

/** With its year: these are years apart. */
function day(iso: string): string {
  return iso.slice(0, 10);
}
