import "server-only";
import type { ServerResponse } from "node:http";

/** Takes the connection over once the head and the body of the response have been sent, and ends it some day. */
type Continuation = (outgoing: ServerResponse) => void;

// Beside the response, not in it: the framework knows only its body.
const continuations = new WeakMap<Response, Continuation>();

/**
 * Marks a response whose connection stays open after its body, for what is sent much later: a web stream per reader
 * would cost several times the memory of the socket. Only directRoutes does it; elsewhere the response ends.
 */
export function keepOpen(response: Response, continuation: Continuation): Response {
  continuations.set(response, continuation);
  return response;
}

export function continuationOf(response: Response): Continuation | undefined {
  return continuations.get(response);
}
