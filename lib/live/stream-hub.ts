import "server-only";
import type { ServerResponse } from "node:http";
import type { UserActor } from "@/lib/auth/actor";
import { openSessionActors } from "@/lib/auth/open-session-actors";
import type { Permission } from "@/lib/auth/permissions";
import type { ChangeTopic } from "@/lib/db/notify";
import { PortalError } from "@/lib/errors";
import { loggerFor } from "@/lib/telemetry/logger";
import { liveStreams, liveStreamsEndedTotal } from "@/lib/telemetry/metrics";
import type { ChangeFeed, FeedEvent } from "./change-feed";
import { eventText } from "./event-text";
import { endStream, type LiveStream, writeTo } from "./live-stream";

const log = loggerFor("live");

/** At most four messages a second; the first of a burst goes out at once. */
const PAUSE_MS = 250;
const BEAT_MS = 15_000;
/** A session that ended, or a role that changed, is noticed within this time; while the database is away, after four. */
const CHECK_MS = 4_000;
const MAX_FAILED_CHECKS = 4;
const MAX_AGE_MS = 10 * 60_000;
/** Browsers that were cut off together come back one by one. */
const RETRY_MS = { from: 1_000, to: 5_000 };

const PERMISSION_OF: Record<ChangeTopic, Permission> = { alerts: "alert:read", silences: "silence:read" };

export interface HubOptions {
  feed: ChangeFeed;
  /** Ids of events end in it: a page of another build is told by it. */
  build: string;
  perUser: number;
  beatMs?: number;
  checkMs?: number;
}

/** The open streams of this process. What they are sent comes from the feed, once for all of them. */
export class StreamHub {
  private readonly streams = new Set<LiveStream>();
  private readonly timers: NodeJS.Timeout[];
  private waiting = new Set<ChangeTopic | "resync">();
  private pause: NodeJS.Timeout | undefined;
  private failedChecks = 0;
  private stopping = false;

  constructor(private readonly options: HubOptions) {
    options.feed.subscribe((event) => this.hear(event));
    this.timers = [
      setInterval(() => this.beat(), options.beatMs ?? BEAT_MS),
      setInterval(() => void this.checkSessions(), options.checkMs ?? CHECK_MS),
    ];
    for (const timer of this.timers) timer.unref();
  }

  /** Throws when this person may not have one more stream here, or nobody may now. */
  admit(actor: UserActor): void {
    if (this.stopping || this.options.feed.version() === null)
      throw new PortalError("unavailable", "This server does not take live streams now.", {}, 5);
    if (this.countOf(actor.userId) >= this.options.perUser)
      throw new PortalError(
        "rate_limited",
        `You have ${this.options.perUser} live streams open: close a browser. This page asks by itself until then.`,
        {},
        30,
      );
  }

  /** Sends what the reader missed since `lastEventId`, then what happens. */
  open(actor: UserActor, lastEventId: string | null, outgoing: ServerResponse): void {
    const stream: LiveStream = { actor, outgoing, endsAt: Date.now() + MAX_AGE_MS * (0.8 + 0.4 * Math.random()) };
    // Between being admitted and coming here others may have come too.
    if (this.stopping || this.countOf(actor.userId) >= this.options.perUser) {
      endStream(stream, retryMs());
      return;
    }
    outgoing.socket?.setKeepAlive(true, BEAT_MS);
    outgoing.on("error", () => undefined); // the reader left while something was written: "close" follows
    outgoing.once("close", () => this.forget(stream, "left"));
    this.streams.add(stream);
    liveStreams.set(this.streams.size);
    if (lastEventId !== this.eventId()) this.send(stream, eventText.resync(this.eventId()));
    if (this.options.feed.downSince() !== null) this.send(stream, eventText.deaf);
  }

  /** Ends every stream, each with a time of its own to come again; nobody is admitted any more. */
  stop(): void {
    this.stopping = true;
    for (const timer of this.timers) clearInterval(timer);
    clearTimeout(this.pause);
    for (const stream of [...this.streams]) this.end(stream, "stop");
  }

  private eventId(): string {
    return `${this.options.feed.version()}-${this.options.build}`;
  }

  private countOf(userId: string): number {
    let count = 0;
    for (const { actor } of this.streams) if (actor.userId === userId) count++;
    return count;
  }

  private hear(event: FeedEvent): void {
    if (event.kind === "deaf") {
      this.sendAll(() => eventText.deaf);
      return;
    }
    for (const topic of event.kind === "resync" ? (["resync"] as const) : event.topics) this.waiting.add(topic);
    if (!this.pause) this.announce();
  }

  private announce(): void {
    this.pause = undefined;
    if (this.waiting.size === 0) return;
    const { waiting } = this;
    this.waiting = new Set();
    const topics = [...waiting].filter((topic) => topic !== "resync");
    const id = this.eventId();
    this.sendAll(({ permissions }) => {
      if (waiting.has("resync")) return eventText.resync(id);
      const shown = topics.filter((topic) => permissions.has(PERMISSION_OF[topic]));
      return shown.length > 0 ? eventText.change(id, shown) : null;
    });
    this.pause = setTimeout(() => this.announce(), PAUSE_MS);
    this.pause.unref();
  }

  /** While no change is heard, a beat would be a lie: the comment alone keeps the connection. */
  private beat(): void {
    const text = this.options.feed.downSince() !== null ? eventText.comment : eventText.beat;
    this.sendAll(() => text);
  }

  private sendAll(textFor: (actor: UserActor) => string | null): void {
    for (const stream of this.streams) {
      const text = textFor(stream.actor);
      if (text !== null) this.send(stream, text);
    }
  }

  private send(stream: LiveStream, text: string): void {
    if (!writeTo(stream, text)) this.forget(stream, "backlog");
  }

  private async checkSessions(): Promise<void> {
    const now = new Date();
    for (const stream of this.streams) if (stream.endsAt < now.getTime()) this.end(stream, "age");
    const ids = new Set([...this.streams].map(({ actor }) => actor.sessionId!));
    if (ids.size === 0) return;
    try {
      const actors = await openSessionActors([...ids], now);
      this.failedChecks = 0;
      for (const stream of this.streams) {
        // A stream that came meanwhile was checked by its own request.
        if (!ids.has(stream.actor.sessionId!)) continue;
        const actor = actors.get(stream.actor.sessionId!);
        if (actor?.permissions.has("alert:read")) stream.actor = actor;
        else this.end(stream, "session");
      }
    } catch (error) {
      log.warn({ err: error }, "the sessions of live streams could not be checked");
      if (++this.failedChecks < MAX_FAILED_CHECKS) return;
      for (const stream of this.streams) this.end(stream, "session");
    }
  }

  private end(stream: LiveStream, reason: string): void {
    this.forget(stream, reason);
    endStream(stream, retryMs());
  }

  private forget(stream: LiveStream, reason: string): void {
    if (!this.streams.delete(stream)) return;
    liveStreams.set(this.streams.size);
    liveStreamsEndedTotal.inc({ reason });
  }
}

function retryMs(): number {
  return RETRY_MS.from + Math.random() * (RETRY_MS.to - RETRY_MS.from);
}
