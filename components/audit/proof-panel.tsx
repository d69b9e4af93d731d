import { Badge } from "@/components/ui/badge";
import { Icon } from "@/components/ui/icon";
import { Panel } from "@/components/ui/panel";
import { TrustStrip } from "@/components/ui/trust-strip";
import type { LedgerProof } from "@/lib/audit/ledger-proof";
import { formatInstant } from "@/lib/time/format-time";
import { VerifyNow } from "./verify-now";

/** What can be shown today about the ledger's integrity, and what cannot. */
export function ProofPanel({ proof }: { proof: LedgerProof }) {
  const last = proof.lastVerification;
  return (
    <Panel
      title="Proof"
      subtitle="can anyone have changed this log?"
      badge={
        <span className="proof-badge">
          <VerifyNow />
          <ProofBadge last={last} />
        </span>
      }
      footer={
        <TrustStrip
          items={[last ? `Full verification ${time(last.at)} by ${last.by}` : "Never verified", "no external anchor"]}
        />
      }
    >
      <div className="ledger-proof">
        <div>
          <Verdict last={last} />
          <dl className="kv">
            <dt>Entries</dt>
            <dd className="mono">{proof.size.toLocaleString("en-GB")}</dd>
            <dt>Head</dt>
            <dd className="mono wrap-anywhere">{proof.headHash}</dd>
            <dt>Chain</dt>
            <dd>each entry names the SHA-256 of the one before</dd>
          </dl>
        </div>
        <p className="proof-limit">
          <Icon name="unknown" className="t-unknown" />
          <span>
            <b>What this cannot show.</b> An administrator of the database could remove the newest entries and repair
            the head, or rewrite the chain from some entry on. Only a copy of the head kept elsewhere reveals that, and
            none is configured. Note the head above outside this system to have one.
          </span>
        </p>
      </div>
    </Panel>
  );
}

function ProofBadge({ last }: { last: LedgerProof["lastVerification"] }) {
  if (!last) return <Badge tone="unknown">Not verified</Badge>;
  return last.ok ? <Badge tone="pass">Verified</Badge> : <Badge tone="fail">Broken</Badge>;
}

function Verdict({ last }: { last: LedgerProof["lastVerification"] }) {
  if (!last)
    return (
      <p className="ledger-verdict">
        <Icon name="unknown" className="t-unknown" />
        <span>
          <b>Not verified yet.</b> Nobody has hashed the entries again.
        </span>
      </p>
    );
  if (!last.ok)
    return (
      <p className="ledger-verdict">
        <Icon name="fail" className="t-fail" />
        <span>
          <b>Entry {last.firstBadSeq?.toLocaleString("en-GB")} is wrong:</b> {last.reason}.
        </span>
      </p>
    );
  return (
    <p className="ledger-verdict">
      <Icon name="pass" className="t-pass" />
      <span>
        <b>
          {last.entries.toLocaleString("en-GB")} entries hashed again at {time(last.at)}, the head matches.
        </b>{" "}
        None changed, moved or missing up to there.
      </span>
    </p>
  );
}

function time(iso: string): string {
  return `${formatInstant(Date.parse(iso), "UTC", "short")} UTC`;
}
