import "server-only";
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { loggerFor } from "@/lib/telemetry/logger";
import type { DirectListener } from "./before-framework";
import type { RouteHandler } from "./define-route";
import { DirectRequest } from "./direct-request";
import { continuationOf } from "./keep-open";
import { readWhole } from "./read-whole";
import { BODY_ENCODING_HEADER } from "./restore-content-encoding";
import { NOTHING_POLICY, SECURITY_HEADERS } from "./security-headers";
import { sendChunks } from "./send-chunks";
import { type Shortcut, takeShortcut } from "./shortcut";
import { textOf } from "./text-response";

const log = loggerFor("http");

/** A body up to this is read before its route is asked: as a stream, it costs more than all the rest of a small request. */
const READ_AT_ONCE_BYTES = 256 * 1024;
/** Of all such bodies together, for nobody knows yet who sends them; others wait in their connections, as large ones do. */
const READ_TOGETHER_BYTES = 32 * 1024 * 1024;

let beingRead = 0;

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
    else if (!readFirst(request, otherwise)) otherwise();
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

/** The parser holds a body to the length it states; one without a stated length is for the route to limit: false. */
function readFirst(request: IncomingMessage, then: (body: Buffer<ArrayBuffer>) => void): boolean {
  const { "content-length": stated } = request.headers;
  const length = Number(stated);
  if (stated === undefined || length > READ_AT_ONCE_BYTES || beingRead + length > READ_TOGETHER_BYTES) return false;
  beingRead += length;
  request.once("close", () => {
    beingRead -= length;
  });
  readWhole(request, then);
  return true;
}

async function answer(
  route: DirectRoute,
  params: Record<string, string>,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  read?: Buffer<ArrayBuffer>,
): Promise<void> {
  const request = new DirectRequest(incoming, read);
  outgoing.once("close", request.leave);
  try {
    const response = await route.handler(request, { params: Promise.resolve(params) });
    const text = textOf(response);
    if (text !== undefined) {
      outgoing.off("close", request.leave);
      return sendText(text, response, outgoing);
    }
    outgoing.writeHead(response.status, headersOf(response));
    if (response.body) await sendChunks(response.body, outgoing);
    const continuation = continuationOf(response);
    outgoing.off("close", request.leave); // nothing is left to abort; an open connection must not hold on to its request
    if (!continuation) return void outgoing.end();
    if (!outgoing.destroyed) continuation(outgoing);
  } catch (error) {
    // The reader left, or the body broke off after the headers: a cut connection is the only honest sign left.
    if (!request.isLeft) log.warn({ err: error }, "a direct answer broke off");
    outgoing.destroy();
  }
}

function sendText(text: string, response: Response, outgoing: ServerResponse): void {
  const headers = headersOf(response);
  headers["content-length"] = Buffer.byteLength(text);
  outgoing.writeHead(response.status, headers);
  outgoing.end(text);
}

/** Given with the head, headers are written and forgotten; set one by one, an open connection would hold them. */
function headersOf(response: Response): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = { ...SECURITY_HEADERS, "content-security-policy": NOTHING_POLICY };
  for (const [name, value] of response.headers)
    headers[name] = name === "set-cookie" ? response.headers.getSetCookie() : value;
  delete headers[BODY_ENCODING_HEADER]; // for the framework, which drops the encoding itself
  return headers;
}
