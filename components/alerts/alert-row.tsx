import Link from "next/link";
import { memo } from "react";
import { SeverityBadge } from "@/components/ui/severity-badge";
import { needsOwner } from "@/lib/alerts/episode-group";
import type { EpisodeView } from "@/lib/alerts/episode-view";
import { episodeSubtitle, lapseWords } from "@/lib/alerts/episode-words";
import { withZone } from "@/lib/time/with-zone";
import { AlertMarks } from "./alert-marks";
import { OwnerBadge } from "./owner-badge";
import { RowAction } from "./row-action";
import type { RowActions } from "./row-actions";

interface AlertRowProps {
  episode: EpisodeView;
  /** Its place on the screen among headings and rows, and in the whole list. */
  place: number;
  row: number;
  /** How long it is open, in words: the row is drawn anew only when they change. */
  age: string;
  /** How long its acknowledgement still holds, when that is not long. */
  left: string | null;
  burning: boolean;
  selected: boolean;
  zone: string;
  /** Left out for those who may not acknowledge. */
  actions?: RowActions | undefined;
}

/** One episode in the list; a card on a phone. */
export const AlertRow = memo(function AlertRow(props: AlertRowProps) {
  const { episode, place, row, age, left, burning, selected, zone, actions } = props;
  const subtitle = episodeSubtitle(episode);
  const note = episode.latestNote?.text ?? episode.note;
  const lapse = lapseWords(episode, zone);
  const name = `${episode.alertname} ${subtitle}`.trim();
  return (
    <tr
      data-episode={episode.id}
      data-place={place}
      data-row={row}
      aria-rowindex={row + 2}
      aria-selected={actions ? selected : undefined}
      className={burning ? "ar-row al-burning" : "ar-row"}
    >
      <td className="al-select">
        {actions && needsOwner(episode) && (
          <label className="al-pick">
            <input
              type="checkbox"
              checked={selected}
              onChange={() => undefined}
              onClick={(event) => actions.select(row, event.shiftKey)}
              aria-label={`Select ${name}`}
            />
          </label>
        )}
      </td>
      <td className="ar-severity">
        <SeverityBadge severity={episode.severity} />
      </td>
      <td className="ar-name">
        <Link href={withZone(`/alerts/${episode.id}`, zone)} prefetch={false}>
          {episode.alertname}
        </Link>
        <span className="muted" title={subtitle}>
          {subtitle}
        </span>
      </td>
      <td className="hide-m al-team">{episode.team}</td>
      <td className="num ar-age">
        <span className="only-phone">{episode.state === "resolved" ? "was open " : "open "}</span>
        {age}
      </td>
      <td className="ar-owner">
        <span className="owner">
          <OwnerBadge episode={episode} left={left} />
          <AlertMarks episode={episode} />
        </span>
      </td>
      <td className="al-note ink2" title={note ?? undefined}>
        {lapse && <span className="t-warn">{lapse}</span>} {note}
      </td>
      <td className="al-action">
        {actions && <RowAction episode={episode} name={name} person={actions.personId} onAct={actions.act} />}
      </td>
    </tr>
  );
});
