import type { EpisodeState } from "@/lib/alerts/episode";
import type { SimulatedAlertmanager } from "./simulated-alertmanager";
import type { WebhookBody } from "./wire";

/** What anybody can see of one episode. */
export interface SeenEpisode {
  id: string;
  alert: string;
  state: EpisodeState;
  owner: string | null;
  ackEnds: number | null;
  openedAt: number;
  sourceStale: boolean;
  inferred: boolean;
  reopens: number;
  suppressed: boolean;
  version: number;
}

export interface Snapshot {
  /** Oldest first. */
  episodes: SeenEpisode[];
  /** The ledger's entries about episodes since the start, oldest first. */
  entries: { action: string; outcome: string; episode: string }[];
}

/** What a person can do, and the ledger's name for trying it. */
export const ATTEMPT = {
  acknowledge: "ALERT_ACKNOWLEDGED",
  take_over: "ALERT_TAKEN_OVER",
  unacknowledge: "ALERT_UNACKNOWLEDGED",
} as const;
export type Verb = keyof typeof ATTEMPT;

export interface Command {
  verb: Verb;
  user: User;
  episode: string;
  ifVersion: number | null;
  minutes: number;
}

/** Two people who take alerts, and one who may also release what others have taken. */
export const USERS = ["ann", "ben", "lead"] as const;
export type User = (typeof USERS)[number];

/** "changed", "unchanged", or "refused: why". */
export type Outcome = string;

/** The way in and out of the portal that histories use: the pure machine, or the real routes on a database. */
export interface Portal {
  deliver(body: WebhookBody): Promise<void>;
  /** Asks these; what it hears is stored when finishPoll is called, however much happened in between. */
  beginPoll(peers: readonly SimulatedAlertmanager[]): Promise<void>;
  finishPoll(): Promise<void>;
  command(command: Command): Promise<Outcome>;
  expire(): Promise<void>;
  look(): Promise<Snapshot>;
}
