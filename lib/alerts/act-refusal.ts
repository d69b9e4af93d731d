import "server-only";
import type { ErrorCode } from "@/lib/errors";
import type { Refusal } from "./episode";
import type { EpisodeView } from "./episode-view";

/** A refusal as it is kept for retries; `extra` tells the client what stands in the way. */
export interface ActRefusal {
  status: 403 | 409 | 412;
  response: { code: ErrorCode; message: string; extra: Record<string, unknown> };
}

/** What a person is told whose act the state machine refused; `episode` is as it stands. */
export function actRefusal(reason: Refusal, episode: EpisodeView): ActRefusal {
  const { acknowledgedBy, acknowledgedAt, state, version } = episode;
  const owner = { owner: acknowledgedBy, at: acknowledgedAt };
  switch (reason) {
    case "already_acked":
      return conflict(`${acknowledgedBy} has this alert.`, { reason, ...owner });
    case "not_open":
      return conflict("The alert is over.", { reason, state });
    case "not_acked":
      return conflict("Nobody has this alert.", { reason, state });
    case "not_owner": {
      const message = `${acknowledgedBy} has this alert: take it over, or ask them.`;
      return { status: 403, response: { code: "forbidden", message, extra: { reason, ...owner } } };
    }
    case "version": {
      const message = "The alert has changed since you opened it: look again.";
      return { status: 412, response: { code: "precondition_failed", message, extra: { reason, version } } };
    }
  }
}

function conflict(message: string, extra: Record<string, unknown>): ActRefusal {
  return { status: 409, response: { code: "conflict", message, extra } };
}
