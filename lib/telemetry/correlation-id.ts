/** W3C trace context: version, trace id, parent id, flags. */
const TRACE_PARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/;
const OWN_FORMS = /^(?:[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/**
 * What ties a request to those that caused it elsewhere: the trace id of `traceparent`, else `x-correlation-id`, where it
 * is a UUID or 32 hexadecimal digits. Any other text is anybody's, and is not passed on to the log.
 */
export function correlationId(headers: Pick<Headers, "get">): string | undefined {
  const trace = TRACE_PARENT.exec(headers.get("traceparent") ?? "")?.[1];
  if (trace !== undefined && !/^0+$/.test(trace)) return trace;
  const given = headers.get("x-correlation-id")?.toLowerCase();
  return given !== undefined && OWN_FORMS.test(given) ? given : undefined;
}
