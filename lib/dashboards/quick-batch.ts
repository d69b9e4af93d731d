import "server-only";
import type { IncomingMessage } from "node:http";
import { setImmediate as nextTurn } from "node:timers/promises";
import { actorHas } from "@/lib/auth/actor";
import { knownCaller } from "@/lib/http/known-caller";
import { parseJson } from "@/lib/http/parse-json";
import type { Shortcut, ShortReply } from "@/lib/http/shortcut";
import { admitQueries } from "@/lib/query/admit-queries";
import type { RequestContext } from "@/lib/telemetry/context";
import { correlationId } from "@/lib/telemetry/correlation-id";
import { requestScope } from "@/lib/telemetry/request-scope";
import { acceptsGzip, BATCH_HEADERS, encodeBatch } from "./encode-batch";
import { type DashboardQuery, dashboardQuerySchema } from "./panel-result";
import { queryPanels } from "./query-panels";
import { getDashboard } from "./registry";
import { batchKey, keepSentBatch, sentBatch } from "./sent-batches";

interface Question {
  key: string;
  query: DashboardQuery;
}

const ROUTE = "/api/dashboards/[dashboardId]/query";
const MAX_BODY_BYTES = 32 * 1024;
const MAX_QUESTIONS = 500;

/** Bodies read lately: every viewer of a board sends the same one. */
const questions = new Map<string, Question>();

/**
 * The panels of a board for who is known and may see it, without the web's request and response objects, which cost a
 * small query as much as everything else here does. What somebody was sent in this very second is sent again as it is.
 * Session, origin, permission and limit are looked at as in the route, to which everything else is left.
 */
export const quickBatch: Shortcut = (request, { dashboardId = "" }) => {
  if (!acceptsGzip(request.headers["accept-encoding"]?.toString() ?? null)) return undefined;
  const ctx = knownCaller(request, MAX_BODY_BYTES);
  if (!ctx) return undefined;
  return (body) => {
    const question = questionOf(dashboardId, body);
    if (!actorHas(ctx.actor, getDashboard(dashboardId).permission)) return undefined;
    const bytes = sentBatch(question.key, ctx.now);
    if (!bytes) return inScope(request, ctx, () => asked(ctx, dashboardId, question));
    admitQueries(ctx, question.query.panels.length);
    return { body: bytes, headers: BATCH_HEADERS, requestId: ctx.requestId };
  };
};

async function asked(ctx: RequestContext, dashboardId: string, { key, query }: Question): Promise<ShortReply> {
  const reader = new AbortController();
  const results = await queryPanels(ctx, { dashboardId, query, signal: reader.signal, askedAgain: true });
  await nextTurn(); // the queries are on their way first: the rest is done while their sources work
  const keep = (bytes: Uint8Array) => keepSentBatch(key, ctx.now, bytes);
  const { headers, chunks } = encodeBatch(results, "gzip", keep);
  return { body: { chunks, leave: () => reader.abort() }, headers, requestId: ctx.requestId };
}

function inScope<T>(request: IncomingMessage, { requestId, actor }: RequestContext, work: () => T): T {
  const get = (name: string) => request.headers[name]?.toString() ?? null;
  const userId = actor.kind === "user" ? actor.userId : undefined;
  return requestScope.run({ requestId, correlationId: correlationId({ get }), route: ROUTE, userId }, work);
}

/** Throws for what the schema refuses. */
function questionOf(dashboardId: string, body: string): Question {
  const text = `${dashboardId}\n${body}`;
  const known = questions.get(text);
  if (known) return known;
  const query = dashboardQuerySchema.parse(parseJson(Buffer.from(body)));
  const question = { key: batchKey(dashboardId, query), query };
  if (questions.size >= MAX_QUESTIONS) questions.clear();
  questions.set(text, question);
  return question;
}
