import { ApiError } from "./api-error";

export { ApiError };

interface Parser<T> {
  safeParse(reply: unknown): { success: true; data: T } | { success: false };
}

/** The schema of a reply, or how to fetch it: what is fetched with the first reply does not weigh on the first screen. */
type ReplySchema<T> = Parser<T> | (() => Promise<Parser<T>>);

/** On requests that a page makes on its own: they do not keep an idle session alive. */
export const AUTOMATIC = { "x-portal-automatic": "1" } as const;

/** GETs and parses a reply of the portal's API. Throws ApiError; an aborted request throws the signal's reason. */
export function apiGet<T>(
  path: string,
  schema: ReplySchema<T>,
  signal?: AbortSignal,
  headers: Record<string, string> = {},
): Promise<T> {
  return exchange(path, { method: "GET", headers, signal }, schema);
}

/** Sends `body` as JSON and parses the reply. An empty reply (204) is parsed as `undefined`. Throws ApiError. */
export function apiSend<T>(
  method: "POST" | "PUT" | "PATCH" | "DELETE",
  path: string,
  body: unknown,
  schema: ReplySchema<T>,
  headers: Record<string, string> = {},
  signal?: AbortSignal,
): Promise<T> {
  const hasBody = body !== undefined;
  const sent = hasBody ? { "content-type": "application/json", ...headers } : headers;
  return exchange(path, { method, headers: sent, body: hasBody ? JSON.stringify(body) : undefined, signal }, schema);
}

async function exchange<T>(path: string, init: RequestInit, schema: ReplySchema<T>): Promise<T> {
  // Before anything is sent: a change must not be made whose answer could then not be read.
  const parser = typeof schema === "function" ? await schema().catch(unreachable) : schema;
  const response = await send(path, init);
  const requestId = response.headers.get("x-request-id");
  const text = await response.text().catch(() => null);
  const reply = text === null ? { ok: false as const } : parseJson(text);
  if (!response.ok) throw problemError(response.status, reply.ok ? reply.value : undefined, requestId);
  const parsed = reply.ok ? parser.safeParse(reply.value) : undefined;
  if (parsed?.success) return parsed.data;
  throw new ApiError(0, "invalid_reply", "The portal sent an answer that this page does not understand.", requestId);
}

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, { ...init, cache: "no-store", credentials: "same-origin", redirect: "error" });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    return unreachable();
  }
}

function unreachable(): never {
  throw new ApiError(0, "unreachable", "The portal does not answer. Check your connection.");
}

function parseJson(text: string): { ok: true; value: unknown } | { ok: false } {
  if (text === "") return { ok: true, value: undefined };
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false };
  }
}

function problemError(status: number, reply: unknown, requestId: string | null): ApiError {
  const { error, detail, requestId: named, ...extra } = isRecord(reply) ? reply : {};
  return new ApiError(
    status,
    typeof error === "string" ? error : "internal",
    typeof detail === "string" ? detail : `The portal answered ${status}.`,
    typeof named === "string" ? named : requestId,
    extra,
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
