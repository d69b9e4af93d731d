import { Badge } from "@/components/ui/badge";
import { CopyText } from "@/components/ui/copy-text";
import { Icon } from "@/components/ui/icon";
import { Panel } from "@/components/ui/panel";
import { TrustStrip } from "@/components/ui/trust-strip";
import type { LedgerProof } from "@/lib/audit/ledger-proof";
import { formatInstant } from "@/lib/time/format-time";
import { AnchorList } from "./anchor-list";
import { VerifyNow } from "./verify-now";

/** Beside the downloaded archive, in a copy of this repository; as the README has it. */
const VERIFY_ARCHIVE = "mkdir ledger && tar xf audit-archive.tar -C ledger && npm run audit:verify -- ledger\n";

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
          <ProofBadge proof={proof} />
        </span>
      }
      footer={
        <TrustStrip
          items={[
            last ? `Full verification ${time(last.at)} by ${last.by}` : "Never verified",
            proof.checkpoint ? `checkpoint ${time(proof.checkpoint.signedAt)}` : "no checkpoint yet",
            anchoredFact(proof),
          ]}
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
            <dt>Checkpoint</dt>
            <Signed checkpoint={proof.checkpoint} />
            <dt>Account</dt>
            <dd>{accountWords(proof.account)}</dd>
            <dt>Anchors</dt>
            <dd>
              <AnchorList anchors={proof.anchors} now={proof.now} />
            </dd>
          </dl>
        </div>
        <div>
          {proof.checkpoint && (
            <div className="proof-copies">
              <CopyText text={proof.checkpoint.note} label="Copy checkpoint" />
              <CopyText text={`${proof.verifierKeys.join("\n")}\n`} label="Copy keys" />
              <CopyText text={VERIFY_ARCHIVE} label="Copy verify command" />
              <p className="hint">
                The command checks a downloaded archive where the portal is not, in a copy of its repository: with Node,
                no network and no account.
              </p>
            </div>
          )}
          <p className="proof-limit">
            <Icon name="unknown" className="t-unknown" />
            <span>
              <b>What this cannot show.</b> <Limit anchors={proof.anchors} />
            </span>
          </p>
        </div>
      </div>
    </Panel>
  );
}

/** Who could go behind the ledger with what the portal itself holds. */
function accountWords({ kind, powers }: LedgerProof["account"]): string {
  if (kind === "embedded") return "the embedded database has one account, which owns the log: nothing parts the rights";
  if (powers.length === 0) return "the portal may read and add, not change; checkpoints are another account\u2019s";
  return `the portal\u2019s account ${powers.join(", and ")}: npm run db:roles parts the rights`;
}

/** What remains possible to whoever administers the database, and what would reveal it. */
function Limit({ anchors }: Pick<LedgerProof, "anchors">) {
  const rewriting =
    "An administrator of the database who also takes the newest checkpoints away, or holds the signing key, could rewrite the entries they cover.";
  if (!anchors.some(({ independent }) => independent))
    return (
      <>
        {rewriting} Only a checkpoint kept elsewhere reveals that, and no independent place is configured. Keep a copy
        of the checkpoint outside this system to have one.
      </>
    );
  return (
    <>
      {rewriting} The anchors reveal that up to the newest checkpoint they hold; what was rewritten before it was
      anchored, and what was false when it was written, nothing here reveals.
    </>
  );
}

/** The newest that any independent anchor holds. */
function anchoredFact({ anchors }: LedgerProof): string {
  const newest = anchors
    .filter(({ independent, anchoredAt }) => independent && anchoredAt !== null)
    .reduce((most, { size }) => Math.max(most, size), 0);
  return newest === 0 ? "no external anchor" : `${newest.toLocaleString("en-GB")} entries anchored outside`;
}

/** To be kept and checked elsewhere: the note, and the keys that open it. */
function Signed({ checkpoint }: { checkpoint: LedgerProof["checkpoint"] }) {
  if (!checkpoint) return <dd>none yet: one is signed every minute in which the log grows</dd>;
  return (
    <dd className="wrap-anywhere">
      {checkpoint.size.toLocaleString("en-GB")} entries, signed {time(checkpoint.signedAt)}, root{" "}
      <span className="mono">{checkpoint.root}</span>
    </dd>
  );
}

/** What came after is not verified, apart from the entry that records the verification itself. */
function ProofBadge({ proof: { size, lastVerification: last } }: { proof: LedgerProof }) {
  if (!last) return <Badge tone="unknown">Not verified</Badge>;
  if (!last.ok) return <Badge tone="fail">Broken</Badge>;
  const all = size <= last.entries + 1;
  return <Badge tone="pass">{all ? "Verified" : `First ${last.entries.toLocaleString("en-GB")} verified`}</Badge>;
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
          {last.entries.toLocaleString("en-GB")} entries hashed again at {time(last.at)}, the head matches
          {last.checkpoints > 0 && `, ${agreeing(last.checkpoints)}`}
          {last.anchored > 0 && `, ${last.anchored.toLocaleString("en-GB")} read back from anchors too`}.
        </b>{" "}
        None changed, moved or missing up to there.
        {last.anchorsUnread.length > 0 && ` Not compared, for it could not be read: ${last.anchorsUnread.join(", ")}.`}
      </span>
    </p>
  );
}

function agreeing(checkpoints: number): string {
  return checkpoints === 1 ? "1 checkpoint agrees" : `${checkpoints.toLocaleString("en-GB")} checkpoints agree`;
}

function time(iso: string): string {
  return `${formatInstant(Date.parse(iso), "UTC", "short")} UTC`;
}
