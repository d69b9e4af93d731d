import { expect, test } from "vitest";
import { correlationId } from "./correlation-id";

const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const UUID = "550e8400-e29b-41d4-a716-446655440000";
const of = (headers: Record<string, string>) => correlationId(new Headers(headers));

test("the trace id comes first, then the caller's own id", () => {
  expect(of({ traceparent: `00-${TRACE}-00f067aa0ba902b7-01`, "x-correlation-id": UUID })).toBe(TRACE);
  expect(of({ "x-correlation-id": UUID.toUpperCase() })).toBe(UUID);
  expect(of({ "x-correlation-id": TRACE })).toBe(TRACE);
});

test.each([
  ["nothing", {}],
  ["a trace of zeros", { traceparent: `00-${"0".repeat(32)}-00f067aa0ba902b7-01` }],
  ["a text of one's own", { "x-correlation-id": "078-05-1123" }],
  ["a broken trace", { traceparent: `00-${TRACE}` }],
])("L01 %s is no id", (_what, headers) => {
  expect(of(headers)).toBeUndefined();
});
