import "server-only";
import { authorize } from "@/lib/auth/authorize";
import { type PrometheusDatasource, UpstreamError } from "@/lib/datasources/datasource";
import { datasources } from "@/lib/datasources/registry";
import { PortalError } from "@/lib/errors";
import { MUTABLE_MS, prometheusQuery } from "@/lib/query/prometheus-query";
import { queryEngine } from "@/lib/query/query-engine";
import type { RequestContext } from "@/lib/telemetry/context";
import { parseRange, type TimeRange } from "@/lib/time/range";
import { alignWindow, chooseStep } from "@/lib/time/step";
import { checkLimits } from "./check-limits";
import { exploreGate } from "./explore-gate";
import type { ExploreInput } from "./explore-input";
import { exploreIsOn } from "./explore-is-on";
import type { ExploreResult } from "./explore-result";
import { isShortEnough, parseQuery } from "./parse-query";
import { placeInQuery, placeInWords } from "./place-in-query";
import { presentAnswer } from "./present-answer";
import { QueryRefused } from "./query-refused";
import { queryTexts } from "./query-texts";
import { recordQuery } from "./record-query";
import { refusePhiQuery, refusePhiTexts } from "./refuse-phi-query";
import { takeTurn } from "./take-turn";

export interface RunQueryInput {
  input: ExploreInput;
  /** Aborted when the reader leaves: the query is then cancelled upstream. */
  signal: AbortSignal;
}

const DAY_MS = 86_400_000;
const MAX_DAYS = 31;
const MIN_FRESH_MS = 15_000;

/**
 * Runs a person's own PromQL: parsed and limited here, written to the ledger, then asked like a board's panel. Throws
 * not_found where Explore is off, bad_request with the place in the query, phi_in_query, rate_limited. A source that
 * fails is an answer. Needs query:explore.
 */
export async function runQuery(ctx: RequestContext, run: RunQueryInput): Promise<ExploreResult> {
  const { actor } = ctx;
  authorize(actor, "query:explore");
  if (actor.kind !== "user") throw new PortalError("forbidden");
  if (!exploreIsOn()) throw new PortalError("not_found", "Explore is switched off here.");
  const source = sourceNamed(run.input.datasource);
  const range = readableRange(run.input, ctx.now.getTime());
  return takeTurn(actor.userId, async () => {
    const refusal = refusalOf(run.input.query);
    const entry = { query: run.input.query, source: source.name, from: iso(range.from), to: iso(range.to) };
    await recordQuery(ctx, actor, { ...entry, refused: refusal?.message });
    if (refusal) throw asBadRequest(refusal, run.input.query);
    return ask(ctx, run, source, range);
  });
}

function sourceNamed(name: string | undefined): PrometheusDatasource {
  try {
    return datasources().prometheus(name);
  } catch (error) {
    if (error instanceof UpstreamError) throw new PortalError("bad_request", error.message);
    throw error;
  }
}

/** Nothing is known of what is to come. */
function readableRange(input: ExploreInput, now: number): TimeRange {
  const { from, to } = parseRange(input, now);
  if (from >= now) throw new PortalError("bad_request", "The range lies in the future.");
  if (to - from > MAX_DAYS * DAY_MS)
    throw new PortalError("bad_request", `Explore reads at most ${MAX_DAYS} days at a time: take a shorter range.`);
  return { from, to: Math.min(to, now) };
}

/** Null: it may be asked. Throws phi_in_query. */
function refusalOf(query: string): QueryRefused | null {
  if (isShortEnough(query)) refusePhiQuery(query);
  try {
    const tree = parseQuery(query);
    refusePhiTexts(queryTexts(tree, query));
    checkLimits(tree, query);
    return null;
  } catch (error) {
    if (error instanceof QueryRefused) return error;
    throw error;
  }
}

function asBadRequest({ message, at }: QueryRefused, query: string): PortalError {
  return new PortalError("bad_request", message, { place: placeInQuery(query, at) });
}

async function ask(
  ctx: RequestContext,
  { input, signal }: RunQueryInput,
  source: PrometheusDatasource,
  { from, to }: TimeRange,
): Promise<ExploreResult> {
  const now = ctx.now.getTime();
  const step = chooseStep({ from, to, widthPx: input.width, minStepsSeconds: [source.scrapeIntervalSeconds] });
  const window = alignWindow(from, to, step);
  const freshMs = Math.max(Math.min(step, window.end + MUTABLE_MS - now), MIN_FRESH_MS);
  try {
    const leave = await exploreGate().enter(signal);
    const asked = queryEngine().query(prometheusQuery(source, input.query, freshMs), window, now, signal);
    const { answer, cached } = await asked.finally(leave);
    const live = now - to < MUTABLE_MS;
    return { status: "ok", source: source.name, cached, live, ...presentAnswer(answer, input.query) };
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    const { code, message } = error;
    return { status: "error", source: source.name, code, message, place: placeInWords(message) };
  }
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
