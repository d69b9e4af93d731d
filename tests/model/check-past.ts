import { must } from "./must";
import { isProvenAbsent, type Poll } from "./poll-evidence";
import type { SeenEpisode } from "./portal";
import type { Moment, News } from "./safety";
import type { SimulatedWorld } from "./simulated-world";

/** What the outside remembers. Times are epoch ms. */
export interface Past {
  world: SimulatedWorld;
  episodes: Map<string, PastEpisode>;
  /** All answers that were stored. */
  polls: Poll[];
  /** When the portal last heard that an alert fires. */
  sighted: Map<string, number>;
  lastAskedAt: number;
}

interface PastEpisode {
  /** The burn whose news opened it, and the start they told. */
  burn: number;
  startsAt: number;
  closedAt: number | null;
  /** The end that the source named when it was closed; null: it was inferred. */
  end: number | null;
  /** How many answers were stored before it began, or began again. */
  pollsBefore: number;
}

const MINUTE = 60_000;

/** The end and the beginning again of an episode: the ledger's names of what happened, if the past allows it. */
export function checkPast(
  past: Past,
  moment: Moment,
  news: News | null,
  then: SeenEpisode,
  now: SeenEpisode,
): string[] {
  const was = past.episodes.get(now.id)!;
  if (then.state !== "resolved" && now.state === "resolved") {
    checkClosed(past, was, moment, news, then, now);
    Object.assign(was, { closedAt: moment.at, end: moment.poll ? null : news!.endsAt });
    return ["EPISODE_RESOLVED"];
  }
  if (then.state === "resolved" && now.state !== "resolved") {
    checkReopened(was, moment, news, now);
    was.pollsBefore = past.polls.length - (moment.poll ? 1 : 0);
    return ["EPISODE_REOPENED"];
  }
  return [];
}

function checkClosed(
  past: Past,
  was: PastEpisode,
  { at, poll }: Moment,
  news: News | null,
  then: SeenEpisode,
  now: SeenEpisode,
): void {
  must(now.inferred === (poll !== null), "inferred is what a poll says", now);
  if (poll) {
    // What fell silent once may only be counting again.
    const minutes = then.sourceStale ? 15 : 5;
    const proven = isProvenAbsent(past.polls, now.alert, past.sighted.get(now.alert)!, minutes);
    must(proven, "closed although no two good polls that far apart lacked it", minutes, now);
    return;
  }
  must(news?.firing === false, "closed by what said nothing of an end", now);
  // Alertmanager makes one alert with one start of two burns that it saw as one; then nobody can tell them apart.
  const isOlder = news.burn < was.burn && news.startsAt < was.startsAt;
  must(!isOlder, "I3 an older resolve closed a newer episode", now, was, news);
  const listing = past.polls.slice(was.pollsBefore).findLast(({ listed }) => listed.has(now.alert));
  const ranOut = listing && news.endsAt >= listing.listed.get(now.alert)!.endsAt;
  must(!ranOut, "I9 Alertmanager ended it by itself, and was believed", now, news);
  const { deadSince } = past.world;
  // Where nobody has polled for ten minutes, only the webhook tells of the Watchdog, and that may be a late one.
  const isDead = deadSince !== null && at - deadSince >= 3 * MINUTE && at - past.lastAskedAt < 10 * MINUTE;
  must(!isDead, "I9 a silent source was believed", now, news);
}

function checkReopened(was: PastEpisode, { at, poll }: Moment, news: News | null, now: SeenEpisode): void {
  must(news?.firing === true, "opened again by nothing", now);
  if (poll) must(poll.askedAt > was.closedAt!, "an older answer opened it again", now, poll.askedAt);
  else must(at - was.closedAt! <= 15 * MINUTE, "a replay opened it again", now);
  const isNew = was.end !== null && news.startsAt > was.end && news.startsAt !== was.startsAt;
  must(!isNew, "a new firing came under the old owner", now, news);
}
