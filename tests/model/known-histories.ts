import type { Act, History, Step } from "./history";

interface KnownHistory {
  name: string;
  history: History;
  /** What the ledger holds in the end, in its order; "-" before what was refused. */
  ledger: string[];
}

const WARNING = "DiskWillFill/warning";
const CRITICAL = "DiskWillFill/critical";

const pass = (seconds: number): Step => ({ kind: "pass", seconds });
const burn = (alert: string): Step => ({ kind: "burn", alert });
const prometheus = (alive: boolean): Step => ({ kind: "prometheus", alive });
const deliver = (pick: number): Step => ({ kind: "deliver", pick, kept: false });
const poll: Step = { kind: "poll", through: 0 };
const drop: Step = { kind: "drop", pick: 0 };
const all: Step = { kind: "deliver all" };
const expire: Step = { kind: "expire" };
const act = (verb: Act["verb"], user: Act["user"], more: Partial<Act> = {}): Step => ({
  ...{ kind: "act", verb, user, among: "open", pick: 0, version: "current", minutes: 15 },
  ...more,
});
const through = (...steps: Step[]): History => ({ balanced: false, steps });

/** Stories that random histories tell too, sooner or later: each is here because some mistake is only seen in it. */
export const KNOWN_HISTORIES: KnownHistory[] = [
  {
    name: "a late firing of the episode before, and its resolve, leave the next one open",
    history: through(
      burn(WARNING),
      pass(65),
      burn(WARNING),
      pass(65),
      burn(WARNING),
      pass(65),
      ...[4, 0, 1].map(deliver),
    ),
    ledger: ["EPISODE_OPENED"],
  },
  {
    name: "a peer that Prometheus left lists the firing before: the start is what the other one was told",
    history: through(
      ...[burn(WARNING), pass(65), { kind: "feed", peer: 1, on: false } as const, burn(WARNING), pass(65)],
      ...[burn(WARNING), pass(65), poll, all],
    ),
    ledger: ["EPISODE_OPENED"],
  },
  {
    name: "when it alone answers, it does not move the start back either",
    history: through(
      ...[burn(WARNING), pass(65), { kind: "feed", peer: 1, on: false } as const, burn(WARNING), pass(65)],
      ...[burn(WARNING), pass(65), deliver(3), { kind: "reach", peer: 0, on: false } as const, poll, pass(310)],
    ),
    ledger: ["EPISODE_OPENED"],
  },
  {
    name: "an answer that cannot be trusted breaks the row of polls that lack an alert",
    history: through(
      ...[burn(WARNING), pass(65), all, burn(WARNING), pass(65), drop, drop, poll, pass(180)],
      ...[{ kind: "reach", peer: 1, on: false } as const, poll, { kind: "reach", peer: 1, on: true } as const],
      ...[pass(180), poll],
    ),
    ledger: ["EPISODE_OPENED", "EPISODE_RESOLVED"],
  },
  {
    name: "such an answer does not begin the row either",
    history: through(
      ...[
        burn(WARNING),
        pass(65),
        all,
        burn(WARNING),
        pass(65),
        drop,
        drop,
        { kind: "reach", peer: 1, on: false } as const,
      ],
      ...[poll, { kind: "reach", peer: 1, on: true } as const, pass(310), poll],
    ),
    ledger: ["EPISODE_OPENED", "EPISODE_RESOLVED"],
  },
  {
    name: "an Alertmanager that has just started knows little",
    history: through(
      ...[burn(WARNING), pass(65), all, burn(WARNING), pass(65), drop, drop, { kind: "restart", peer: 0 } as const],
      ...[pass(65), poll, pass(310), poll],
    ),
    ledger: ["EPISODE_OPENED", "EPISODE_RESOLVED"],
  },
  {
    name: "nothing is missing while Prometheus is silent",
    history: through(
      ...[burn(WARNING), pass(65), all, prometheus(false), pass(310), drop, drop, drop, poll, pass(310), poll],
    ),
    ledger: ["EPISODE_OPENED"],
  },
  {
    name: "a resolve that comes long after Prometheus died is not believed either",
    history: through(burn(WARNING), pass(65), all, poll, prometheus(false), pass(700), poll, all, poll),
    ledger: ["EPISODE_OPENED", "EPISODE_RESOLVE_HELD"],
  },
  {
    name: "what Alertmanager ends because Prometheus died stays open, and what burned on has its owner",
    history: through(
      ...[burn(WARNING), pass(65), poll, act("acknowledge", "ann", { minutes: 60 }), pass(65), poll],
      ...[prometheus(false), pass(310), poll, all, pass(65)],
      ...[prometheus(true), pass(65), poll],
    ),
    ledger: ["EPISODE_OPENED", "ALERT_ACKNOWLEDGED", "EPISODE_RESOLVE_HELD"],
  },
  {
    name: "an acknowledgement runs out once, and a renewed one only at its own end",
    history: through(
      ...[
        burn(CRITICAL),
        pass(65),
        all,
        act("acknowledge", "ann"),
        pass(800),
        act("take_over", "ben"),
        pass(310),
        expire,
      ],
      ...[pass(700), expire, expire, act("acknowledge", "ann", { minutes: 60 })],
    ),
    ledger: [
      "EPISODE_OPENED",
      "ALERT_ACKNOWLEDGED",
      "ALERT_TAKEN_OVER",
      "ACKNOWLEDGEMENT_EXPIRED",
      "ALERT_ACKNOWLEDGED",
    ],
  },
  {
    name: "a worse severity takes the milder one's owner away",
    history: through(
      burn(WARNING),
      pass(65),
      all,
      act("acknowledge", "ann", { minutes: 60 }),
      burn(CRITICAL),
      pass(65),
      poll,
    ),
    ledger: ["EPISODE_OPENED", "ALERT_ACKNOWLEDGED", "EPISODE_OPENED", "EPISODE_WORSENED"],
  },
  {
    name: "who may take it, take it over and give it back",
    history: through(
      ...[burn(CRITICAL), pass(65), all, act("acknowledge", "ann", { version: "older" }), act("acknowledge", "ann")],
      ...[act("acknowledge", "ben"), act("take_over", "ben", { version: "older" }), act("take_over", "ben")],
      ...[act("unacknowledge", "ann"), act("unacknowledge", "ben"), act("unacknowledge", "ben")],
      ...[act("take_over", "ann"), act("take_over", "ann"), act("unacknowledge", "lead")],
    ),
    ledger: [
      ...["EPISODE_OPENED", "-ALERT_ACKNOWLEDGED", "ALERT_ACKNOWLEDGED", "-ALERT_ACKNOWLEDGED"],
      ...["-ALERT_TAKEN_OVER", "ALERT_TAKEN_OVER", "-ALERT_UNACKNOWLEDGED", "ALERT_UNACKNOWLEDGED"],
      ...["-ALERT_UNACKNOWLEDGED", "ALERT_ACKNOWLEDGED", "ALERT_UNACKNOWLEDGED"],
    ],
  },
  {
    name: "a retry after the alert fired anew gets the old answer, and the new episode no owner",
    history: through(
      ...[burn(CRITICAL), pass(65), all, act("acknowledge", "ann"), burn(CRITICAL), pass(65), all, burn(CRITICAL)],
      ...[pass(65), all, { kind: "retry", pick: 0 } as const, act("acknowledge", "ben", { among: "all" })],
    ),
    ledger: ["EPISODE_OPENED", "ALERT_ACKNOWLEDGED", "EPISODE_RESOLVED", "EPISODE_OPENED", "-ALERT_ACKNOWLEDGED"],
  },
  {
    name: "held back is what both peers hold back",
    history: through(
      ...[burn(WARNING), pass(65), { kind: "silence", peer: 0, alert: WARNING } as const, poll],
      ...[{ kind: "silence", peer: 1, alert: WARNING } as const, poll],
      ...[{ kind: "silence", peer: 0, alert: WARNING } as const, poll],
    ),
    ledger: ["EPISODE_OPENED", "EPISODE_SUPPRESSED", "EPISODE_UNSUPPRESSED"],
  },
];

/** What only a portal with a database can go through. */
export const STORED_HISTORIES: KnownHistory[] = [
  {
    name: "what the ledger does not take has not happened",
    history: through(
      ...[burn(CRITICAL), pass(65), { kind: "ledger", works: false } as const, all, poll],
      ...[{ kind: "ledger", works: true } as const, poll, { kind: "ledger", works: false } as const],
      ...[act("acknowledge", "ann"), act("acknowledge", "ben", { version: "older" })],
      ...[{ kind: "ledger", works: true } as const, act("acknowledge", "ben", { minutes: 60 })],
    ),
    ledger: ["EPISODE_OPENED", "ALERT_ACKNOWLEDGED"],
  },
];
