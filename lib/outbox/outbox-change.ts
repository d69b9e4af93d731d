/** The transitions that others may be told of, by their names in the ledger. */
export const MIRRORED_ACTIONS = [
  "ALERT_ACKNOWLEDGED",
  "ALERT_TAKEN_OVER",
  "ALERT_UNACKNOWLEDGED",
  "ACKNOWLEDGEMENT_EXPIRED",
  "EPISODE_WORSENED",
  "EPISODE_RESOLVED",
  "EPISODE_REOPENED",
] as const;
export type MirroredAction = (typeof MIRRORED_ACTIONS)[number];

/** One transition of one episode. Names are those of people; null: nobody. */
export interface OutboxChange {
  episodeId: string;
  /** The episode's version after it: with the target it names the message, so that nothing is told twice. */
  version: number;
  action: MirroredAction;
  /** Who has the alert now, and who had it before. */
  owner: string | null;
  previousOwner: string | null;
  /** Who did it; null: the portal itself, or the source. */
  by: string | null;
  /** Somebody has taken the alert at least once since it fired. */
  everOwned: boolean;
}
