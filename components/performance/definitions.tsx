import { Panel } from "@/components/ui/panel";
import { MIN_SAMPLES } from "@/lib/alerts/performance/performance-view";

const DEFINITIONS: readonly (readonly [term: string, meaning: string])[] = [
  [
    "Alert",
    "One continuous firing of one set of labels (an episode). It counts in the period and in the week in which the portal opened it, by its severity and team then.",
  ],
  [
    "Time to acknowledge",
    "From the portal's opening of the alert to its first acknowledgement. The clock starts when a person could see the alert here: what came late from the source is not anybody's delay. An acknowledgement that was given back, taken over or ran out still counts; one after the end is refused and does not. Alerts that nobody acknowledged are counted apart, never averaged in.",
  ],
  [
    "Time to resolve",
    "From the start that the source tells to the end that it tells: how long the trouble lasted, whoever noticed. Open alerts have no such time. Where polls no longer listed the alert the end is inferred, and where the source told no start it is the first sighting.",
  ],
  ["Never acknowledged", "Nobody has taken it, open or over. Held back: silenced, inhibited or muted when last seen."],
  ["Ran out", "At least one acknowledgement of it ran out while it still fired."],
  ["Fired again", "It was re-opened: the source took back its end."],
  ["Median, p90", "Half, and nine of ten, are not longer; between two samples by linear interpolation."],
  [
    "Too few to say",
    `With fewer than ${MIN_SAMPLES} samples no length is shown: it would speak of chance, or of one person.`,
  ],
  [
    "Before",
    "The same length of time just before the period; for whole months the months before. Only when all of it was recorded.",
  ],
  ["Not here", "Alerts that never reached the portal. Nothing here measures how hard an alert was."],
];

/** What each figure means, on the page itself and on paper. */
export function Definitions() {
  return (
    <Panel title="What these figures mean">
      <dl className="kv pf-definitions">
        {DEFINITIONS.map(([term, meaning]) => (
          <div className="contents" key={term}>
            <dt>{term}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
