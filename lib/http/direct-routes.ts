import "server-only";
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { loggerFor } from "@/lib/telemetry/logger";
import type { DirectListener } from "./before-framework";
import { bodyAtHand } from "./body-at-hand";
import type { RouteHandler } from "./define-route";
import { continuationOf } from "./keep-open";
import { readWhole } from "./read-whole";
import { BODY_ENCODING_HEADER } from "./restore-content-encoding";
import { NOTHING_POLICY, SECURITY_HEADERS } from "./security-headers";
import { sendChunks } from "./send-chunks";
import { type Shortcut, takeShortcut } from "./shortcut";

const log = loggerFor("http");

/** A body up to this is read before its route is asked: as a stream, it costs more than all the rest of a small request. */
const READ_AT_ONCE_BYTES = 256 * 1024;

export interface DirectRoute {
  method: string;
  /** Matches the whole path; its named groups are the route's parameters. */
  path: RegExp;
  /** Takes its body by readBytes or readJson: a small one is not in the request itself. */
  handler: RouteHandler;
  shortcut?: Shortcut;
}

/**
 * Answers the given routes without the framework, whose own work for a route costs several times what a cached panel
 * batch does. The handlers are the same: session, permission, limits and parsing are in `defineRoute`, and a path that
 * does not match exactly still goes to the framework.
 */
export function directRoutes(routes: readonly DirectRoute[]): DirectListener {
  return (request, response) => {
    const found = match(routes, request);
    if (!found) return false;
    const { route, params } = found;
    const otherwise = (body?: Buffer<ArrayBuffer>) => void answer(route, params, request, response, body);
    const reply = route.shortcut?.(request, params);
    if (reply) takeShortcut(request, response, { reply, route: route.handler.route, otherwise });
    else if (isSmall(request)) readWhole(request, otherwise);
    else otherwise();
    return true;
  };
}

function match(routes: readonly DirectRoute[], { method, url = "" }: IncomingMessage) {
  for (const route of routes) {
    if (route.method !== method) continue;
    const found = route.path.exec(url);
    if (found) return { route, params: { ...found.groups } };
  }
  return undefined;
}

/** The parser holds a body to the length it states; one without a stated length is for the route to limit. */
function isSmall({ headers }: IncomingMessage): boolean {
  const length = headers["content-length"];
  return length !== undefined && Number(length) <= READ_AT_ONCE_BYTES;
}

async function answer(
  route: DirectRoute,
  params: Record<string, string>,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  read?: Buffer<ArrayBuffer>,
): Promise<void> {
  const left = new AbortController();
  const leave = () => left.abort();
  outgoing.once("close", leave);
  try {
    const response = await route.handler(webRequest(incoming, left.signal, read), { params: Promise.resolve(params) });
    outgoing.writeHead(response.status, headersOf(response));
    if (response.body) await sendChunks(response.body, outgoing);
    const continuation = continuationOf(response);
    outgoing.off("close", leave); // nothing is left to abort; an open connection must not hold on to its request
    if (!continuation) return void outgoing.end();
    if (!outgoing.destroyed) continuation(outgoing);
  } catch (error) {
    // The reader left, or the body broke off after the headers: a cut connection is the only honest sign left.
    if (!left.signal.aborted) log.warn({ err: error }, "a direct answer broke off");
    outgoing.destroy();
  }
}

/** Given with the head, headers are written and forgotten; set one by one, an open connection would hold them. */
function headersOf(response: Response): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = { ...SECURITY_HEADERS, "content-security-policy": NOTHING_POLICY };
  for (const [name, value] of response.headers)
    headers[name] = name === "set-cookie" ? response.headers.getSetCookie() : value;
  delete headers[BODY_ENCODING_HEADER]; // for the framework, which drops the encoding itself
  return headers;
}

function webRequest(incoming: IncomingMessage, signal: AbortSignal, read?: Buffer<ArrayBuffer>): Request {
  const headers: [string, string][] = [];
  for (let i = 0; i + 1 < incoming.rawHeaders.length; i += 2)
    headers.push([incoming.rawHeaders[i] ?? "", incoming.rawHeaders[i + 1] ?? ""]);
  const body = incoming.method === "GET" || read ? undefined : Readable.toWeb(incoming);
  // The origin is never looked at: what may ask is decided by the configured address.
  const init = { method: incoming.method, headers, body, signal, duplex: "half" };
  const request = new Request(new URL(incoming.url ?? "/", "http://portal.invalid"), init as RequestInit);
  if (read) bodyAtHand.set(request, read);
  return request;
}
