import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { expireAcknowledgements } from "@/lib/alerts/expire-acknowledgements";
import { wakeInbox } from "@/lib/alerts/inbox/wake-inbox";
import { reconcileAlerts } from "@/lib/alerts/reconcile";
import type { Permission } from "@/lib/auth/permissions";
import { PortalError } from "@/lib/errors";
import type { RequestContext } from "@/lib/telemetry/context";
import { actAs } from "../support/act-request";
import { type SignedInPerson, signInAs } from "../support/actor-request";
import { deliverBody } from "../support/deliver";
import type { ScratchDatabase } from "../support/scratch-database";
import { settableClock } from "../support/settable-clock";
import { must } from "./must";
import { type PeerServer, servePeer } from "./peer-server";
import type { Command, Outcome, Portal, SeenEntry, SeenEpisode, Snapshot, User } from "./portal";
import type { SimulatedWorld } from "./simulated-world";
import { alertOf } from "./wire";

interface Act {
  command: Command;
  key: string;
  answer: Answer;
}

interface Answer {
  status: number;
  body: { changed?: boolean; reason?: string };
}

const ROUTE = { acknowledge: "acknowledge", take_over: "take-over", unacknowledge: "unacknowledge" } as const;

/** The portal's real routes, verbs and jobs on a real database, with real Alertmanager clients and a clock to set. */
export async function openRealPortal(database: ScratchDatabase) {
  const clock = await settableClock(database);
  await database.sql(LEDGER_SWITCH);
  const people: Record<User, SignedInPerson> = {
    ann: await signInAs("on_call"),
    ben: await signInAs("on_call"),
    lead: await signInAs("admin"),
  };
  const servers: Record<string, PeerServer> = { a: await servePeer("a"), b: await servePeer("b") };
  return {
    /** A portal that has seen nothing yet, in this world. */
    async in(world: SimulatedWorld): Promise<Portal> {
      await database.prisma.idempotencyKey.deleteMany();
      await database.prisma.heartbeat.deleteMany();
      await database.prisma.episode.deleteMany();
      await database.prisma.delivery.deleteMany();
      return portalIn(world, database, clock, people, servers);
    },
    async close() {
      for (const server of Object.values(servers)) await server.close();
    },
  };
}

async function portalIn(
  world: SimulatedWorld,
  { prisma, sql }: ScratchDatabase,
  clock: { set(time: number): Promise<void> },
  people: Record<User, SignedInPerson>,
  servers: Record<string, PeerServer>,
): Promise<Portal> {
  const acts: Act[] = [];
  const entries: SeenEntry[] = [];
  let { size: nextEntry } = await prisma.auditHead.findUniqueOrThrow({ where: { id: 1 } });
  let polling: { stored: Promise<Outcome>; release: () => void } | null = null;

  async function send({ command, key }: Omit<Act, "answer">): Promise<Answer> {
    const { verb, user, episode, ifVersion, minutes } = command;
    const words = verb === "acknowledge" ? { note: "mine" } : { reason: "because" };
    const json = verb === "unacknowledge" ? words : { ...words, expiresInMinutes: minutes };
    const version = ifVersion === null ? {} : { version: ifVersion };
    const response = await actAs(people[user], ROUTE[verb], episode, { key, json, ...version });
    // Each request has an id of its own, which a refusal quotes.
    return { status: response.status, body: { ...(await response.json()), requestId: null } };
  }

  return {
    async deliver(body) {
      await clock.set(world.now);
      const { status } = await deliverBody(JSON.stringify(body));
      await wakeInbox();
      must(status === 200 || status === 503, "the answer to a delivery", status);
      return status === 200 ? "done" : "failed";
    },
    async beginPoll(peers) {
      await clock.set(world.now);
      let release = () => {};
      const released = new Promise<void>((resolve) => {
        release = resolve;
      });
      const asked = peers.map((peer) => servers[peer.name]!.expectCall(peer, world.now, released));
      const clients = peers.map((peer) => servers[peer.name]!.client);
      const stored = outcomeOf(reconcileAlerts(systemOf("alert:ingest"), clients));
      await Promise.all(asked);
      polling = { stored, release };
      return "done";
    },
    async finishPoll() {
      await clock.set(world.now);
      polling?.release();
      const outcome = (await polling?.stored) ?? "done";
      polling = null;
      return outcome;
    },
    /** Sent twice at once, as an impatient client does: there is one answer. */
    async act(command) {
      await clock.set(world.now);
      const act = { command, key: randomUUID() };
      const [answer, twin] = await Promise.all([send(act), send(act)]);
      if (answer.status === 503 && twin.status === 503) return "failed";
      must(isDeepStrictEqual(answer, twin), "I5 two answers to one key", command, answer, twin);
      acts.push({ ...act, answer });
      if (answer.status === 200) return answer.body.changed ? "changed" : "unchanged";
      return `refused: ${answer.body.reason}`;
    },
    async retry(pick) {
      await clock.set(world.now);
      const act = acts[pick % Math.max(1, acts.length)];
      if (!act) return "done";
      const again = await send(act);
      must(isDeepStrictEqual(again, act.answer), "I5 a retry is answered as before", again, act);
      return "done";
    },
    /** On two replicas at once. */
    async expire() {
      await clock.set(world.now);
      const run = () => outcomeOf(expireAcknowledgements(systemOf("alert:unacknowledge-any")));
      const [one, other] = await Promise.all([run(), run()]);
      return one === "failed" ? one : other;
    },
    async setLedger(works) {
      await sql(`UPDATE test_clock.ledger SET works = ${works}`);
    },
    async look() {
      const written = await prisma.$queryRaw<LedgerRow[]>`
        SELECT seq, action, outcome, subject, xmin::text AS tx FROM audit_entries WHERE seq >= ${nextEntry} ORDER BY seq`;
      nextEntry = (written.at(-1)?.seq ?? nextEntry - 1n) + 1n;
      for (const { action, outcome, subject, tx } of written)
        if (subject?.startsWith("episode:"))
          entries.push({ action, outcome, episode: subject.slice(8), writtenBy: tx });
      return { episodes: await look(), entries: [...entries] };
    },
  };

  async function look(): Promise<Snapshot["episodes"]> {
    const rows = await prisma.$queryRaw<EpisodeRow[]>`
      SELECT id, identity, state, acknowledged_by_id, ack_expires_at, opened_at, source_stale, inferred, reopens,
             cardinality(silenced_by) > 0 AS suppressed, version, xmin::text AS tx
      FROM episodes ORDER BY opened_at, id`;
    const names = new Map(Object.entries(people).map(([name, { userId }]) => [userId, name]));
    return rows.map((row) => ({
      id: row.id,
      alert: alertOf(row.identity),
      state: row.state,
      owner: row.acknowledged_by_id && (names.get(row.acknowledged_by_id) ?? "a stranger"),
      ackEnds: row.ack_expires_at?.getTime() ?? null,
      openedAt: row.opened_at.getTime(),
      sourceStale: row.source_stale,
      inferred: row.inferred,
      reopens: row.reopens,
      suppressed: row.suppressed,
      version: row.version,
      writtenBy: row.tx,
    }));
  }
}

interface LedgerRow {
  seq: bigint;
  action: string;
  outcome: string;
  subject: string | null;
  tx: string;
}

interface EpisodeRow {
  id: string;
  identity: string;
  state: SeenEpisode["state"];
  acknowledged_by_id: string | null;
  ack_expires_at: Date | null;
  opened_at: Date;
  source_stale: boolean;
  inferred: boolean;
  reopens: number;
  suppressed: boolean;
  version: number;
  tx: string;
}

/** As a full disk does: the ledger takes no entry, and no delivery is written down, while the switch is off. */
const LEDGER_SWITCH = `
  CREATE TABLE test_clock.ledger (works boolean NOT NULL);
  INSERT INTO test_clock.ledger VALUES (true);
  CREATE FUNCTION test_clock.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF EXISTS (SELECT 1 FROM test_clock.ledger WHERE NOT works) THEN RAISE EXCEPTION 'could not extend file'; END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER refuse BEFORE INSERT ON audit_entries FOR EACH STATEMENT EXECUTE FUNCTION test_clock.refuse();
  CREATE TRIGGER refuse BEFORE INSERT ON deliveries FOR EACH STATEMENT EXECUTE FUNCTION test_clock.refuse();`;

function systemOf(permission: Permission): RequestContext {
  const actor = { kind: "system", name: "test", permissions: new Set([permission]) } as const;
  return { actor, now: new Date(), requestId: randomUUID() };
}

async function outcomeOf(work: Promise<void>): Promise<Outcome> {
  try {
    await work;
    return "done";
  } catch (error) {
    if (error instanceof PortalError && error.code === "unavailable") return "failed";
    throw error;
  }
}
