import type { DashboardQuery, PanelResult } from "@/lib/dashboards/panel-result";
import type { PanelFailure } from "@/lib/frames/panel-record";
import { AUTOMATIC } from "@/lib/http/api-client";
import { nextTask } from "./next-task";
import { readLines } from "./read-lines";

/** Longer than the portal itself waits for any upstream: after this it hangs. */
const DEADLINE_MS = 30_000;

interface StreamOptions {
  signal: AbortSignal;
  /** The page asks on its own, no person does: that does not keep an idle session alive. */
  automatic: boolean;
}

/** The whole request failed: no panel was answered by it. */
export class StreamError extends Error {
  override readonly name = "StreamError";
  constructor(
    readonly failure: PanelFailure,
    readonly status: number,
  ) {
    super(failure.message);
  }
}

/**
 * One request for many panels; each answer is handed over in a task of its own, as it lands. Returns the ids that were
 * answered. Throws StreamError, or AbortError when the signal fires.
 */
export async function streamPanels(
  dashboardId: string,
  query: DashboardQuery,
  { signal, automatic }: StreamOptions,
  onResult: (result: PanelResult) => void,
): Promise<Set<string>> {
  const [response, { parsePanelLine }] = await Promise.all([
    send(dashboardId, query, { signal, automatic }),
    reach(signal, () => import("./parse-panel-line")), // with the first answer: the schemas do not weigh on the first screen
  ]);
  const answered = new Set<string>();
  for await (const line of linesOf(response, signal)) {
    const result = parsePanelLine(line);
    if (!result) continue;
    answered.add(result.panelId);
    onResult(result);
    await nextTask();
  }
  return answered;
}

async function send(
  dashboardId: string,
  query: DashboardQuery,
  { signal, automatic }: StreamOptions,
): Promise<Response> {
  const response = await reach(signal, () =>
    fetch(`/api/dashboards/${encodeURIComponent(dashboardId)}/query`, {
      method: "POST",
      headers: { "content-type": "application/json", ...(automatic ? AUTOMATIC : {}) },
      redirect: "error",
      body: JSON.stringify(query),
      signal: AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MS)]),
    }),
  );
  if (response.ok && response.body) return response;
  throw new StreamError(await refusal(response), response.status);
}

async function* linesOf(response: Response, signal: AbortSignal): AsyncGenerator<string> {
  const lines = readLines(response.body as ReadableStream<Uint8Array>);
  for (;;) {
    const { done, value } = await reach(signal, () => lines.next());
    if (done) return;
    yield value;
  }
}

/** A failure of the network in words for people; an abort stays an abort. */
async function reach<T>(signal: AbortSignal, attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    signal.throwIfAborted();
    const reason = error instanceof Error ? error.message : "unknown";
    throw new StreamError({ code: "unreachable", message: `The portal could not be reached (${reason}).` }, 0);
  }
}

async function refusal(response: Response): Promise<PanelFailure> {
  const problem: unknown = await response.json().catch(() => null);
  const said = (name: string) => textMember(problem, name);
  const message = said("detail") ?? said("title") ?? `The portal answered with status ${response.status}.`;
  return { code: refusalCode(response.status), message, requestId: said("requestId") };
}

function textMember(value: unknown, name: string): string | undefined {
  const member = typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
  return typeof member === "string" ? member : undefined;
}

function refusalCode(status: number): PanelFailure["code"] {
  if (status === 401) return "unauthenticated";
  if (status === 403) return "forbidden";
  return status === 429 ? "limit" : "unreachable";
}
