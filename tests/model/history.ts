import fc from "fast-check";
import { ATTEMPT, USERS, type User, type Verb } from "./portal";
import { ALERTS } from "./wire";

type Peer = 0 | 1;

/** One thing that happens. What cannot happen at that moment does nothing. */
export type Step =
  | { kind: "pass"; seconds: number }
  /** An alert begins to burn, or stops. */
  | { kind: "burn"; alert: string }
  /** Prometheus dies, or starts again. */
  | { kind: "prometheus"; alive: boolean }
  /** A peer starts anew with an empty memory. */
  | { kind: "restart"; peer: Peer }
  /** Prometheus no longer reaches it, or the portal does not; or they do again. */
  | { kind: "feed" | "reach"; peer: Peer; on: boolean }
  /** A peer lacks the alert until Prometheus sends it again; it is silenced there, or no longer. */
  | { kind: "forget" | "silence"; peer: Peer; alert: string }
  /** Any delivery in flight arrives, once more later on if `kept`; or it is lost. */
  | { kind: "deliver"; pick: number; kept: boolean }
  | { kind: "deliver all" }
  | { kind: "drop"; pick: number }
  /** A poll; `ask` and `hear` are its two halves. `through` is the peer that a load balancer picks. */
  | { kind: "poll" | "ask"; through: Peer }
  | { kind: "hear" }
  | { kind: "expire" }
  | Act
  /** An earlier act arrives once more. */
  | { kind: "retry"; pick: number }
  /** The ledger refuses entries, or takes them again. */
  | { kind: "ledger"; works: boolean };

export interface Act {
  kind: "act";
  verb: Verb;
  user: User;
  /** On one that is open, when there is one; or on any there ever was. */
  among: "open" | "all";
  pick: number;
  version: "current" | "none" | "older";
  minutes: number;
}

export interface History {
  /** The portal knows one address with both peers behind it, and sees now one, now the other. */
  balanced: boolean;
  steps: Step[];
}

const peer = fc.constantFrom<Peer>(0, 1);
const alert = fc.constantFrom(...ALERTS);
/** What breaks is mended sooner than the next thing breaks. */
const mostly = fc.constantFrom(true, true, false);
const pick = fc.nat(1_000);
const seconds = fc.constantFrom(1, 20, 65, 65, 65, 130, 190, 250, 310, 310, 700, 1_000);

const steps: { weight: number; arbitrary: fc.Arbitrary<Step> }[] = [
  { weight: 14, arbitrary: fc.record({ kind: fc.constant("pass" as const), seconds }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant("burn" as const), alert }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("prometheus" as const), alive: mostly }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("restart" as const), peer }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom("feed", "reach"), peer, on: mostly }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom("forget", "silence"), peer, alert }) },
  { weight: 14, arbitrary: fc.record({ kind: fc.constant("deliver" as const), pick, kept: fc.boolean() }) },
  { weight: 2, arbitrary: fc.constant<Step>({ kind: "deliver all" }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("drop" as const), pick }) },
  { weight: 10, arbitrary: fc.record({ kind: fc.constant("poll" as const), through: peer }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("ask" as const), through: peer }) },
  { weight: 1, arbitrary: fc.constant<Step>({ kind: "hear" }) },
  { weight: 2, arbitrary: fc.constant<Step>({ kind: "expire" }) },
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant("act" as const),
      verb: fc.constantFrom(...(Object.keys(ATTEMPT) as Verb[])),
      user: fc.constantFrom(...USERS),
      among: fc.constantFrom("open", "open", "open", "all"),
      pick,
      version: fc.constantFrom("current", "none", "older"),
      minutes: fc.constantFrom(5, 15, 60),
    }),
  },
];

/** What only a portal with a database can go through. */
const stored: typeof steps = [
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("retry" as const), pick }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("ledger" as const), works: mostly }) },
];

/** They begin with one alert that burns, so that there is something to see. */
export function histories(length: { min: number; max: number }, { onDatabase = false } = {}): fc.Arbitrary<History> {
  const all = onDatabase ? [...steps, ...stored] : steps;
  const rest = fc.array(fc.oneof(...all), { minLength: length.min, maxLength: length.max, size: "max" });
  return fc.record({ balanced: fc.boolean(), first: alert, rest }).map(({ balanced, first, rest }) => ({
    balanced,
    steps: [{ kind: "burn", alert: first }, { kind: "pass", seconds: 65 }, ...rest],
  }));
}
