import "server-only";
import { Prisma } from "@/generated/prisma/client";
import type { Actor } from "@/lib/auth/actor";
import { type LabelMatcher, parseAlertSearch } from "./alert-search";
import { knownTo } from "./known-to";
import { seesInfrastructure } from "./limit-to-role";
import type { EpisodeListQuery } from "./list-query";
import { SHOWN_LABELS } from "./shown-labels";

const RESOLVED_HOURS = 24;

/** What a row of the list must fulfil: what the actor may know, and the filters. */
export function listConditions(actor: Actor, query: EpisodeListQuery): Prisma.Sql {
  const me = actor.kind === "user" ? actor.userId : null;
  const found: Prisma.Sql[] = [knownTo(actor), stateCondition(query.state)];
  const flag = (asked: "yes" | "no" | undefined, holds: Prisma.Sql) => {
    if (asked !== undefined) found.push(asked === "yes" ? holds : Prisma.sql`NOT (${holds})`);
  };
  flag(query.acknowledged, Prisma.sql`state = 'acknowledged'`);
  flag(query.silenced, Prisma.sql`silenced_by <> '{}'`);
  flag(query.inhibited, Prisma.sql`inhibited_by <> '{}'`);
  flag(query.muted, Prisma.sql`muted_by <> '{}'`);
  if (query.silence) found.push(Prisma.sql`${query.silence} = ANY(silenced_by)`);
  if (query.severity) found.push(Prisma.sql`severity = ${query.severity}`);
  if (query.team) found.push(Prisma.sql`team = ${query.team}`);
  if (query.mine === "true") found.push(Prisma.sql`acknowledged_by_id = ${me}::uuid`);
  if (query.q) found.push(...searchConditions(actor, query.q));
  return Prisma.join(found, " AND ");
}

function stateCondition(state: EpisodeListQuery["state"]): Prisma.Sql {
  const recent = Prisma.sql`resolved_at > clock_timestamp() - make_interval(hours => ${RESOLVED_HOURS}::int)`;
  switch (state) {
    case "open":
      return Prisma.sql`state <> 'resolved'`;
    case "resolved":
      return recent;
    case "all":
      return Prisma.sql`(state <> 'resolved' OR ${recent})`;
  }
}

/** A search may not tell what is not shown: without the labels of machines, only names and shown labels are looked at. */
function searchConditions(actor: Actor, text: string): Prisma.Sql[] {
  const full = seesInfrastructure(actor);
  const { words, matchers } = parseAlertSearch(text);
  const haystack = full
    ? Prisma.sql`alertname || ' ' || labels::text || ' ' || annotations::text`
    : Prisma.sql`alertname`;
  return [
    ...(words.length > 0 ? [holdsAll(words, haystack)] : []),
    ...matchers.map((matcher) => (full || SHOWN_LABELS.has(matcher.name) ? matches(matcher) : Prisma.sql`false`)),
  ];
}

/**
 * position() has no wildcards: what is typed is what is looked for. The text of a row is put together once, however
 * many words there are: that is what takes time.
 */
function holdsAll(words: readonly string[], text: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(
    WITH row_text AS MATERIALIZED (SELECT lower(${text}) AS held)
    SELECT bool_and(position(word IN held) > 0) FROM row_text, unnest(${[...new Set(words)]}::text[]) AS word)`;
}

/** A label that is absent is an empty one, as in Prometheus. */
function matches({ name, value, equal }: LabelMatcher): Prisma.Sql {
  const held = Prisma.sql`COALESCE(labels ->> ${name}, '')`;
  return equal ? Prisma.sql`${held} = ${value}` : Prisma.sql`${held} <> ${value}`;
}
