import "server-only";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import type { Permission } from "@/lib/auth/permissions";
import { readActor } from "@/lib/auth/read-actor";
import { recordDenial } from "@/lib/auth/record-denial";
import { recordPhiQuery } from "@/lib/auth/record-phi-query";
import { forgetSessionCookie } from "@/lib/auth/session-cookie";
import { asUnavailable } from "@/lib/db/as-unavailable";
import { env } from "@/lib/env";
import { PortalError } from "@/lib/errors";
import { refusePhi } from "@/lib/phi/refuse-phi";
import type { RequestContext } from "@/lib/telemetry/context";
import { correlationId } from "@/lib/telemetry/correlation-id";
import { loggerFor } from "@/lib/telemetry/logger";
import { httpRequestDurationSeconds, httpRequestsTotal } from "@/lib/telemetry/metrics";
import { requestScope } from "@/lib/telemetry/request-scope";
import type { AskedRequest } from "./asked-request";
import { callerAddress } from "./caller-address";
import { callerAgent } from "./caller-agent";
import { PRIVATE_HEADERS, problemResponse } from "./problem";
import { readJson } from "./read-json";
import { refuseCrossSite } from "./same-origin";
import { textResponse } from "./text-response";

const log = loggerFor("http");
const DEFAULT_MAX_BODY_BYTES = 256 * 1024;
const JSON_TYPE = { "content-type": "application/json" };

/** "signed-in": any person with a session; "public": anybody: health probes, and messages that carry their own signature. */
export type RouteAccess = Permission | "signed-in" | "public";

interface RouteDefinition<P, Q, B> {
  /** Route template for logs and metrics ("/api/alerts/[episodeId]"): never the path, which may hold identifiers. */
  route: string;
  access: RouteAccess;
  /** Asked for by pages on their own, without the header that says so (an EventSource sends none): no activity. */
  automatic?: boolean;
  /** Whoever comes without a good token is in the ledger, as often as its limit allows. */
  recordStrangers?: boolean;
  params?: z.core.$ZodType<P>;
  query?: z.core.$ZodType<Q>;
  body?: z.core.$ZodType<B>;
  maxBodyBytes?: number;
  handler: (input: { ctx: RequestContext; params: P; query: Q; body: B; request: AskedRequest }) => Promise<unknown>;
}

interface RouteParams {
  params: Promise<Record<string, string | string[] | undefined>>;
}

export type RouteHandler = ((request: AskedRequest, route: RouteParams) => Promise<Response>) & {
  access: RouteAccess;
  route: string;
};

/**
 * The one wrapper of every API route: request id, actor, permission, same-origin check, size limit, zod parsing,
 * problem+json, logging and metrics. The handler returns data (sent as JSON) or a ready Response.
 */
export function defineRoute<P = undefined, Q = undefined, B = undefined>(
  definition: RouteDefinition<P, Q, B>,
): RouteHandler {
  const handle = (request: AskedRequest, { params }: RouteParams): Promise<Response> => {
    const requestId = randomUUID();
    const scope = { requestId, correlationId: correlationId(request.headers), route: definition.route };
    return requestScope.run(scope, async () => {
      const started = performance.now();
      const response = await answer(definition, request, await params, requestId);
      const seconds = (performance.now() - started) / 1000;
      const labels = { method: request.method, route: definition.route };
      httpRequestsTotal.inc({ ...labels, status: String(response.status) });
      httpRequestDurationSeconds.observe(labels, seconds);
      log.debug({ method: request.method, status: response.status, ms: Math.round(seconds * 1000) }, "request");
      return response;
    });
  };
  return Object.assign(handle, { access: definition.access, route: definition.route });
}

async function answer<P, Q, B>(
  definition: RouteDefinition<P, Q, B>,
  request: AskedRequest,
  params: Record<string, string | string[] | undefined>,
  requestId: string,
): Promise<Response> {
  const ctx: RequestContext = {
    actor: { kind: "anonymous", permissions: new Set() },
    now: new Date(),
    requestId,
    ip: callerAddress(request.headers),
    userAgent: callerAgent(request.headers),
  };
  try {
    ctx.actor = definition.access === "public" ? ctx.actor : await readActor(request, ctx.now, definition.automatic);
    const scope = requestScope.getStore();
    if (scope && ctx.actor.kind === "user") scope.userId = ctx.actor.userId;
    requireAccess(ctx.actor, definition.access);
    if (usesCookie(ctx.actor)) refuseCrossSite(request, new URL(env().PORTAL_URL).origin);
    const input = {
      ctx,
      request,
      params: parse(definition.params, params, "path") as P,
      query: query(definition.query, request) as Q,
      body: definition.body
        ? (parse(
            definition.body,
            await readJson(request, definition.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES),
            "body",
          ) as B)
        : (undefined as B),
    };
    const result = await definition.handler(input);
    return withHeaders(
      result instanceof Response ? result : textResponse(JSON.stringify(result ?? null), { headers: JSON_TYPE }),
      requestId,
    );
  } catch (error) {
    const response = await refusal(asUnavailable(error), ctx, definition);
    if (response.status === 401 && request.headers.has("cookie"))
      response.headers.append("set-cookie", forgetSessionCookie());
    return response;
  }
}

function requireAccess(actor: Actor, access: RouteAccess): void {
  if (access === "public") return;
  if (access !== "signed-in") authorize(actor, access);
  else if (actor.kind !== "user") throw new PortalError("unauthenticated");
}

function usesCookie(actor: Actor): boolean {
  return actor.kind === "user" && actor.sessionId !== undefined;
}

/** What is searched for by an address stands in histories and in the ledger: it may name no person. */
function query<Q>(schema: z.core.$ZodType<Q> | undefined, request: AskedRequest): Q | undefined {
  const given = searchParams(request);
  const parsed = parse(schema, given, "query");
  if (schema) refusePhi(given);
  return parsed;
}

function searchParams(request: AskedRequest): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [key, value] of new URL(request.url).searchParams) {
    // One source per parameter: two values invite a check of one and a use of the other.
    if (Object.hasOwn(values, key)) throw new PortalError("bad_request", `The parameter ${key} is given twice.`);
    Object.defineProperty(values, key, { value, enumerable: true });
  }
  return values;
}

function parse<T>(schema: z.core.$ZodType<T> | undefined, value: unknown, where: string): T | undefined {
  if (!schema) return undefined;
  const parsed = z.safeParse(schema, value);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((issue) => ({
    path: issue.path.map(String).join("."),
    message: issue.message,
  }));
  const first = issues[0];
  throw new PortalError(
    "bad_request",
    `${where}${first?.path ? ` ${first.path}` : ""}: ${first?.message ?? "not valid"}`,
    {
      issues: issues.slice(0, 20),
    },
  );
}

function withHeaders(response: Response, requestId: string): Response {
  for (const [name, value] of Object.entries(PRIVATE_HEADERS))
    if (!response.headers.has(name)) response.headers.set(name, value);
  response.headers.set("x-request-id", requestId);
  return response;
}

async function refusal(
  error: unknown,
  ctx: RequestContext,
  { route, recordStrangers }: Pick<RouteDefinition<never, never, never>, "route" | "recordStrangers">,
): Promise<Response> {
  if (!(error instanceof PortalError)) {
    log.error({ err: error }, "unexpected error");
    return problemResponse(new PortalError("internal", `Quote the request id ${ctx.requestId}.`), ctx.requestId);
  }
  const stranger = recordStrangers && error.code === "unauthenticated";
  if (stranger || error.code === "forbidden" || error.code === "cross_site") await recordDenial(ctx, route, error);
  if (error.code === "phi_in_query") await recordPhiQuery(ctx, route, error);
  return problemResponse(error, ctx.requestId);
}
