import Link from "next/link";
import { CopyText } from "@/components/ui/copy-text";
import { Icon } from "@/components/ui/icon";
import type { AuditEntryDetail } from "@/lib/audit/entry-detail";
import { proofCommand } from "@/lib/audit/proof-command";
import { formatInstant } from "@/lib/time/format-time";
import { DrawerFrame } from "./drawer-frame";
import { Outcome } from "./entry-table";
import { ExactBytes } from "./exact-bytes";

interface EntryDrawerProps {
  entry: AuditEntryDetail;
  /** Every key that ever signed. */
  verifierKeys: readonly string[];
  closeHref: string;
  subjectHref: string | null;
}

/** One entry: what it says, the bytes that were hashed, and where it hangs in the chain. */
export function EntryDrawer({ entry, verifierKeys, closeHref, subjectHref }: EntryDrawerProps) {
  return (
    <DrawerFrame seq={entry.seq} closeHref={closeHref}>
      <header>
        <div>
          <h2>Entry {entry.seq.toLocaleString("en-GB")}</h2>
          <p className="ink2 wrap-anywhere">
            <span className="mono">{entry.action}</span> by {entry.actorName ?? entry.actorKind}
          </p>
        </div>
        <Link href={closeHref} prefetch={false} scroll={false} className="btn quiet sq" aria-label="Close">
          <Icon name="cross" />
        </Link>
      </header>
      <section>
        <Unchanged entry={entry} />
      </section>
      <section>
        <Facts entry={entry} />
      </section>
      <section>
        <h3>
          Exact bytes <span className="muted">{new TextEncoder().encode(entry.bytes).length} bytes, as hashed</span>
        </h3>
        {entry.pruned ? <p>Gone: their time was over. The hash stays.</p> : <ExactBytes text={entry.bytes} />}
      </section>
      <section>
        <h3>Hash</h3>
        <p className="mono wrap-anywhere">SHA-256(0x00 ‖ bytes) = {entry.hash}</p>
        <h3 className="below">Hash of the entry before</h3>
        <p className="mono wrap-anywhere">{entry.prevHash}</p>
      </section>
      <section>
        <h3>Proof of inclusion</h3>
        <Inclusion inclusion={entry.inclusion} />
        {entry.inclusion?.holds && !entry.pruned && (
          <div className="proof-command">
            <p>
              To check that without this portal, paste the command into a shell in a copy of its repository. It needs
              Node, no network and no account, and holds the bytes above against the log&rsquo;s key.
            </p>
            <CopyText text={proofCommand(entry.inclusion.proof, verifierKeys)} label="Copy verify command" />
          </div>
        )}
      </section>
      <section className="drawer-actions">
        {!entry.pruned && <CopyText text={entry.bytes} label="Copy bytes" />}
        {entry.inclusion && <CopyText text={entry.inclusion.proof} label="Copy proof" />}
        {subjectHref && (
          <Link href={subjectHref} prefetch={false} className="btn quiet">
            Entries for this subject
          </Link>
        )}
      </section>
    </DrawerFrame>
  );
}

function Unchanged({ entry }: { entry: AuditEntryDetail }) {
  return entry.unchanged ? (
    <p className="ledger-verdict">
      <Icon name="pass" className="t-pass" />
      <span>
        {entry.pruned ? (
          <b>Its bytes were pruned; what is left names the hash of the entry before it.</b>
        ) : (
          <>
            <b>Its bytes give its hash,</b> and it names the hash of the entry before it.
          </>
        )}
      </span>
    </p>
  ) : (
    <p className="ledger-verdict">
      <Icon name="fail" className="t-fail" />
      <span>
        <b>This entry was changed:</b> its bytes or its link do not give the stored hashes.
      </span>
    </p>
  );
}

function Inclusion({ inclusion }: { inclusion: AuditEntryDetail["inclusion"] }) {
  if (!inclusion)
    return (
      <p className="ledger-verdict">
        <Icon name="unknown" className="t-unknown" />
        <span>No checkpoint covers it yet: one is signed every minute in which the log grows.</span>
      </p>
    );
  const { holds, size, signedAt } = inclusion;
  const signed = `the checkpoint of ${size.toLocaleString("en-GB")} entries, signed ${formatInstant(Date.parse(signedAt), "UTC", "full")}`;
  return (
    <p className="ledger-verdict">
      <Icon name={holds ? "pass" : "fail"} className={holds ? "t-pass" : "t-fail"} />
      <span>{holds ? <b>It is in {signed}.</b> : <b>It is not proved to be in {signed}.</b>}</span>
    </p>
  );
}

function Facts({ entry }: { entry: AuditEntryDetail }) {
  const facts = [
    ["Recorded", formatInstant(Date.parse(entry.recordedAt), "UTC", "full")],
    ["Actor", [entry.actorKind, entry.actorId].filter(Boolean).join(" ")],
    ["Subject", entry.subject ?? "–"],
    ["Request", entry.requestId ?? "–"],
  ];
  return (
    <dl className="kv">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="wrap-anywhere">{value}</dd>
        </div>
      ))}
      <div>
        <dt>Outcome</dt>
        <dd>
          <Outcome outcome={entry.outcome} />
        </dd>
      </div>
    </dl>
  );
}
