import type { EpisodeView } from "@/lib/alerts/episode-view";
import type { EpisodeVerb } from "./episode-verb";

/** How a change is put to the person who is about to make it. */
export interface ChangeWords {
  title: string;
  text: string;
  /** Name and label of the field for the person's own words. */
  field: "note" | "reason";
  label: string;
  required: boolean;
  /** Whether the person may say how long it holds. */
  expires: boolean;
  submit: string;
  pending: string;
  failed: string;
}

/** The words for one change of one episode by one person. */
export function changeWords(verb: EpisodeVerb, episode: EpisodeView, person: string): ChangeWords {
  const { alertname } = episode;
  const owner = episode.acknowledgedBy ?? "Nobody";
  switch (verb) {
    case "acknowledge":
      return {
        title: `Acknowledge ${alertname}`,
        text: "You become the owner and others see it. The alert keeps firing: this is not a silence.",
        ...{ field: "note", label: "Note", required: false, expires: true },
        ...{ submit: `Acknowledge as ${person}`, pending: "Acknowledging…", failed: "Not acknowledged." },
      };
    case "take-over":
      return {
        title: `Take over ${alertname}`,
        text: `${owner} has it now and will see that you took it. Both names stay in the timeline.`,
        ...{ field: "reason", label: "Reason", required: false, expires: true },
        ...{ submit: `Take over from ${owner}`, pending: "Taking over…", failed: "Not taken over." },
      };
    case "unacknowledge":
      return {
        title: `Give back ${alertname}`,
        text: `It will have no owner again, and still fires. ${owner}'s acknowledgement stays in the timeline.`,
        ...{ field: "reason", label: "Reason", required: true, expires: false },
        ...{ submit: "Give back", pending: "Giving back…", failed: "Not given back." },
      };
    case "notes":
      return {
        title: `Note on ${alertname}`,
        text: "For whoever comes next. It stays in the timeline and cannot be changed.",
        ...{ field: "note", label: "Note", required: true, expires: false },
        ...{ submit: "Add note", pending: "Adding…", failed: "Not added." },
      };
  }
}
