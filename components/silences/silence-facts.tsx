import type { ReactNode } from "react";
import type { SilenceView } from "@/lib/silences/silence-view";
import { timeLeft } from "@/lib/silences/silence-words";
import { formatInstant } from "@/lib/time/format-time";
import { MatcherChips } from "./matcher-chips";
import { SilenceAuthor } from "./silence-author";
import { SilenceState } from "./silence-state";

interface SilenceFactsProps {
  silence: SilenceView;
  /** Epoch ms that the remaining time is counted from. */
  now: number;
  zone: string;
  actions: ReactNode;
}

/** The head of one silence's page: what it matches, why, whose it is, until when. */
export function SilenceFacts({ silence, now, zone, actions }: SilenceFactsProps) {
  const { state, matchers, reason, startsAt, endsAt, alertmanagers, id } = silence;
  const instant = (iso: string) => <time dateTime={iso}>{formatInstant(Date.parse(iso), zone)}</time>;
  return (
    <section className="panel si-head" aria-label="Silence">
      <div className="si-head-line">
        <SilenceState state={state} />
        <b>{timeLeft(silence, now)}</b>
        {actions && <div className="si-head-actions">{actions}</div>}
      </div>
      <MatcherChips matchers={matchers} />
      <p className="si-quote wrap-anywhere">{reason || <span className="muted">no reason given</span>}</p>
      <dl className="kv">
        <dt>Made by</dt>
        <dd>
          <SilenceAuthor silence={silence} />
        </dd>
        <dt>From</dt>
        <dd>{instant(startsAt)}</dd>
        <dt>Until</dt>
        <dd>{instant(endsAt)}</dd>
        <dt>In Alertmanager</dt>
        <dd>{alertmanagers.join(", ")}</dd>
        <dt>Its id</dt>
        <dd className="mono">{id}</dd>
      </dl>
    </section>
  );
}
