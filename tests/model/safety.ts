import { isDeepStrictEqual } from "node:util";
import { answerTo } from "./answer-to";
import { checkPast, type Past } from "./check-past";
import { must } from "./must";
import { hearPeers, type Poll } from "./poll-evidence";
import { ATTEMPT, type Command, type Outcome, type SeenEpisode, type Snapshot } from "./portal";
import type { SimulatedAlertmanager } from "./simulated-alertmanager";
import { burning, type Message, type SimulatedWorld } from "./simulated-world";
import { ALERTS } from "./wire";

/** What the portal was just told, or asked to do. */
export type Cause =
  | { kind: "deliver"; message: Message }
  | { kind: "ask"; peers: readonly SimulatedAlertmanager[] }
  | { kind: "hear" }
  | { kind: "expire" }
  | { kind: "act"; command: Command }
  | { kind: "retry" };

/** What the world said of one alert in this step. */
export type News = { firing: boolean; burn: number; startsAt: number; endsAt: number };

/** One step, from outside. */
export interface Moment {
  at: number;
  cause: Cause;
  /** The answer that was stored in this step. */
  poll: Poll | null;
  before: Snapshot;
  after: Snapshot;
}

const MINUTE = 60_000;
/** These note something; what the person who looks may have decided stays decided. */
const WITHOUT_VERSION = new Set(["EPISODE_RESOLVE_HELD", "EPISODE_SUPPRESSED", "EPISODE_UNSUPPRESSED"]);

/**
 * What must hold after every step, whatever came before, told from outside: from what the world did and what the
 * portal then shows. I1 to I12 are the contract's names.
 */
export function createSafety(world: SimulatedWorld) {
  const past: Past = { world, episodes: new Map(), polls: [], sighted: new Map(), lastAskedAt: 0 };
  let asked: Poll | null = null;

  function check(cause: Cause, before: Snapshot, after: Snapshot, outcome: Outcome): void {
    if (cause.kind === "ask") {
      asked = hearPeers(cause.peers, world.now);
      past.lastAskedAt = world.now;
    }
    const poll = cause.kind === "hear" ? asked : null;
    if (cause.kind === "hear") asked = null;
    if (outcome === "failed") must(!world.ledgerWorks, "failed, with everything working", cause);
    const mayChange = outcome !== "failed" && cause.kind !== "ask" && cause.kind !== "retry";
    if (!mayChange) {
      checkUnchanged(cause, before, after);
      return;
    }
    if (poll) past.polls.push(poll);
    const moment = { at: world.now, cause, poll, before, after };
    checkLedger(moment, [...transitions(moment), ...refusal(cause, before, outcome)]);
    checkOpen(after);
    if (cause.kind === "expire") checkExpired(moment);
    if (poll) checkPoll(poll, moment);
  }

  /** What has become of each episode, as the ledger must name it. */
  function transitions(moment: Moment): string[] {
    const { before, after } = moment;
    const old = new Map(before.episodes.map((one) => [one.id, one]));
    const lines = after.episodes.flatMap((now) => {
      const then = old.get(now.id);
      old.delete(now.id);
      const news = newsOf(moment, now.alert);
      const actions = then ? changes(moment, news, then, now) : opening(moment, news, now);
      return actions.map((action) => `${now.id} ${action} success`);
    });
    must(old.size === 0, "an episode is gone", ...old.keys());
    return lines;
  }

  function opening({ at, poll }: Moment, news: News | null, now: SeenEpisode): string[] {
    must(news?.firing === true, "an episode nobody told of", now);
    must(now.state === "firing" && now.owner === null, "I2 a new episode that has an owner", now);
    must(now.version === 1, "I7 a first version", now);
    const pollsBefore = past.polls.length - (poll ? 1 : 0);
    past.episodes.set(now.id, { burn: news.burn, startsAt: news.startsAt, closedAt: null, end: null, pollsBefore });
    past.sighted.set(now.alert, at);
    return ["EPISODE_OPENED", ...suppression(false, now)];
  }

  function changes(moment: Moment, news: News | null, then: SeenEpisode, now: SeenEpisode): string[] {
    const actions = [...checkPast(past, moment, news, then, now), ...ownerChange(moment, then, now)];
    if (!then.sourceStale && now.sourceStale) {
      must(news?.firing === false, "a resolve held that nobody told", now);
      actions.push("EPISODE_RESOLVE_HELD");
    }
    actions.push(...suppression(then.suppressed, now));
    const moves = actions.filter((action) => !WITHOUT_VERSION.has(action)).length;
    must(now.version === then.version + moves, "I7 a version for each transition", actions, then, now);
    if (news?.firing && isOpen(now)) past.sighted.set(now.alert, moment.at);
    return actions;
  }

  /** I11: whatever the webhook lost is there after one poll; and it is held back only if everybody holds it back. */
  function checkPoll(poll: Poll, { before, after }: Moment): void {
    for (const [alert, { suppressed }] of poll.listed) {
      const known = before.episodes.findLast((one) => one.alert === alert);
      const closedSince = known && !isOpen(known) && past.episodes.get(known.id)!.closedAt! >= poll.askedAt;
      const now = after.episodes.findLast((one) => one.alert === alert);
      if (closedSince) continue;
      must(now !== undefined && isOpen(now), "I11 listed, but not shown", alert, now);
      must(now.suppressed === suppressed, "suppressed is what every peer holds back", now);
    }
  }

  /** I8 and I12, once the world is whole again and everything has arrived. */
  function checkEnd({ episodes, entries }: Snapshot): void {
    const open = episodes.filter(isOpen);
    const burns = ALERTS.filter((alert) => burning(world, alert));
    const shown = open.map(({ alert }) => alert);
    must(shown.sort().join() === [...burns].sort().join(), "I8 open is what burns", shown, burns);
    must(!open.some(({ sourceStale }) => sourceStale), "doubted, with everything alive", open);
    const count = (action: string) => entries.filter((entry) => entry.action === action).length;
    const begun = count("EPISODE_OPENED") + count("EPISODE_REOPENED");
    must(begun === count("EPISODE_RESOLVED") + open.length, "I12 opened = resolved + open", begun, open);
  }

  return { check, checkEnd };
}

function newsOf({ cause, poll }: Moment, alert: string): News | null {
  if (cause.kind === "hear") return poll?.listed.get(alert) ?? null;
  const told = cause.kind === "deliver" ? cause.message.find((one) => one.alert === alert) : undefined;
  return told ? { ...told, firing: told.status === "firing" } : null;
}

/** I5: asking changes nothing, nor does what is sent again, nor what could not be recorded. */
function checkUnchanged({ kind }: Cause, before: Snapshot, after: Snapshot): void {
  const visible = ({ episodes, entries }: Snapshot) => [episodes.map((one) => ({ ...one, writtenBy: null })), entries];
  must(isDeepStrictEqual(visible(before), visible(after)), `I5 something changed by ${kind}`, { before, after });
}

function refusal(cause: Cause, before: Snapshot, outcome: Outcome): string[] {
  if (cause.kind !== "act") return [];
  const answer = answerTo(cause.command, before);
  must(outcome === answer, "the answer to a person", cause.command, { outcome, answer });
  return answer.startsWith("refused") ? [`${cause.command.episode} ${ATTEMPT[cause.command.verb]} denied`] : [];
}

function checkLedger({ before, after }: Moment, expected: string[]): void {
  const written = after.entries.slice(before.entries.length);
  const lines = written.map((entry) => `${entry.episode} ${entry.action} ${entry.outcome}`);
  const same = lines.sort().join() === expected.sort().join();
  must(same, "I4 one entry for each transition and each refusal", { lines, expected });
  for (const entry of written.filter(({ outcome }) => outcome === "success")) {
    const episode = after.episodes.find(({ id }) => id === entry.episode);
    must(episode?.writtenBy === entry.writtenBy, "I4 an entry in the same transaction", entry, episode);
  }
}

/** Who has it, and how they may have got or lost it: I6. */
function ownerChange({ at, cause, after }: Moment, then: SeenEpisode, now: SeenEpisode): string[] {
  if (then.owner === now.owner) {
    must(then.ackEnds === now.ackEnds, "I6 an acknowledgement with another end", then, now);
    return [];
  }
  const command = cause.kind === "act" && cause.command.episode === now.id ? cause.command : null;
  if (now.owner !== null) {
    must(command?.user === now.owner, "I6 an owner who did not ask", now);
    must(now.ackEnds === at + command.minutes * MINUTE, "an end nobody chose", now);
    if (then.owner === null) return ["ALERT_ACKNOWLEDGED"];
    must(command.verb === "take_over", "I6 a second owner without a take-over", then, now);
    return ["ALERT_TAKEN_OVER"];
  }
  if (command) {
    const may = command.user === then.owner || command.user === "lead";
    must(command.verb === "unacknowledge" && may, "I6 given back by somebody else", command, then);
    return ["ALERT_UNACKNOWLEDGED"];
  }
  if (cause.kind === "expire") {
    must(then.ackEnds! <= at, "I6 expired before its time", then);
    return ["ACKNOWLEDGEMENT_EXPIRED"];
  }
  const worse = after.episodes.find((one) => one.state === "firing" && one.alert === worseOf(now.alert));
  must(worse !== undefined, "I6 the owner was lost", then, now);
  return ["EPISODE_WORSENED"];
}

function suppression(before: boolean, { suppressed }: SeenEpisode): string[] {
  if (before === suppressed) return [];
  return [suppressed ? "EPISODE_SUPPRESSED" : "EPISODE_UNSUPPRESSED"];
}

function checkOpen({ episodes }: Snapshot): void {
  const open = episodes.filter(isOpen);
  must(new Set(open.map(({ alert }) => alert)).size === open.length, "I1 one alert open twice", open);
  for (const { state, owner, id } of open)
    must((state === "acknowledged") === (owner !== null), "an owner and a state that contradict", id, state, owner);
}

function checkExpired({ at, after }: Moment): void {
  const forgotten = after.episodes.filter((one) => one.state === "acknowledged" && one.ackEnds! <= at);
  must(forgotten.length === 0, "an acknowledgement outlived its end", forgotten);
}

function isOpen({ state }: SeenEpisode): boolean {
  return state !== "resolved";
}

function worseOf(alert: string): string | null {
  return alert.endsWith("/warning") ? alert.replace("/warning", "/critical") : null;
}
