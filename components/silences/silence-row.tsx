import Link from "next/link";
import { Button } from "@/components/ui/button";
import { matcherText } from "@/lib/matchers/matcher-text";
import type { SilenceView } from "@/lib/silences/silence-view";
import { endInstant, timeLeft } from "@/lib/silences/silence-words";
import { withZone } from "@/lib/time/with-zone";
import { HeldBack } from "./held-back";
import { MatcherChips } from "./matcher-chips";
import { SilenceAuthor } from "./silence-author";
import type { SilenceVerb } from "./silence-verb";

interface SilenceRowProps {
  silence: SilenceView;
  now: number;
  zone: string;
  /** Where several Alertmanagers are known, each row says which have it. */
  showSource: boolean;
  onAct?: (verb: SilenceVerb, silence: SilenceView) => void;
}

/** One silence in the list; a card on a phone. */
export function SilenceRow({ silence, now, zone, showSource, onAct }: SilenceRowProps) {
  const { id, matchers, reason, endsAt, lastChange, alertmanagers, state } = silence;
  const name = matchers.map(matcherText).join(", ");
  return (
    <tr data-silence={id}>
      <td className="si-what">
        <MatcherChips matchers={matchers} />
        <p className="si-reason wrap-anywhere">{reason || <span className="muted">no reason given</span>}</p>
        {lastChange && (
          <p className="muted wrap-anywhere">
            {lastChange.kind === "expire" ? "Ended" : "Extended"} by {lastChange.by}: {lastChange.reason}
          </p>
        )}
        {showSource && <p className="muted">in {alertmanagers.join(", ")}</p>}
      </td>
      <td className="si-held-cell" data-title="Holds back">
        <HeldBack silence={silence} zone={zone} />
      </td>
      <td className="si-author-cell" data-title="Made by">
        <SilenceAuthor silence={silence} />
      </td>
      <td className="si-end">
        <b>{timeLeft(silence, now)}</b>
        <time className="muted" dateTime={endsAt}>
          {endInstant(endsAt, zone)}
        </time>
      </td>
      <td className="si-action">
        <Link
          href={withZone(`/silences/${id}`, zone)}
          prefetch={false}
          className="btn small quiet"
          aria-label={`Details of ${name}`}
        >
          Details
        </Link>
        {onAct && state !== "expired" && (
          <>
            <Button size="small" aria-label={`Extend ${name}`} onClick={() => onAct("extend", silence)}>
              Extend
            </Button>
            <Button size="small" aria-label={`End ${name}`} onClick={() => onAct("expire", silence)}>
              End
            </Button>
          </>
        )}
      </td>
    </tr>
  );
}
