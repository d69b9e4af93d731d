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
  /** The transaction that wrote it last; null where there are none. */
  writtenBy: string | null;
}

export interface SeenEntry {
  action: string;
  outcome: string;
  episode: string;
  writtenBy: string | null;
}

export interface Snapshot {
  /** Oldest first. */
  episodes: SeenEpisode[];
  /** The ledger's entries about episodes since the start, oldest first. */
  entries: SeenEntry[];
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

/** Of an act "changed", "unchanged" or "refused: why"; of the rest "done"; of either "failed" when it was undone. */
export type Outcome = string;

/** The way in and out of the portal that histories use: the pure machine, or the real routes on a database. */
export interface Portal {
  deliver(body: WebhookBody): Promise<Outcome>;
  /** Asks these; what it hears is stored when finishPoll is called, however much happened in between. */
  beginPoll(peers: readonly SimulatedAlertmanager[]): Promise<Outcome>;
  finishPoll(): Promise<Outcome>;
  act(command: Command): Promise<Outcome>;
  /** Sends an earlier act once more, with its key: the portal itself compares the answers. */
  retry(pick: number): Promise<Outcome>;
  expire(): Promise<Outcome>;
  /** From now on the ledger refuses every entry, or takes them again. */
  setLedger(works: boolean): Promise<void>;
  look(): Promise<Snapshot>;
}
