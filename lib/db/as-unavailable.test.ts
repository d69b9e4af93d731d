import { expect, test } from "vitest";
import { PortalError } from "@/lib/errors";
import { asUnavailable } from "./as-unavailable";

const raw = (cause: object) =>
  Object.assign(new Error("Raw query failed."), { code: "P2010", meta: { driverAdapterError: { cause } } });

test.each([
  ["the server cannot be reached", Object.assign(new Error("no"), { code: "P1001" })],
  ["a raw statement finds nobody there", raw({ kind: "DatabaseNotReachable" })],
  ["a raw statement loses its line", raw({ kind: "ConnectionClosed" })],
  ["the server shuts down", raw({ kind: "postgres", originalCode: "57P01" })],
  ["the server starts", raw({ kind: "postgres", originalCode: "57P03" })],
  ["its disk is full", raw({ kind: "postgres", originalCode: "53100" })],
  ["not even a transaction begins", new Error("DriverAdapterError", { cause: { originalCode: "53200" } })],
  [
    "the line breaks under COMMIT",
    Object.assign(new Error("terminating connection due to unexpected postmaster exit"), {
      name: "DriverAdapterError",
      cause: { kind: "postgres", originalCode: "57P01" },
    }),
  ],
  ["the socket breaks while something is written", Object.assign(new Error("write EPIPE"), { code: "EPIPE" })],
  ["the driver's own words", new Error("Connection terminated unexpectedly")],
])("503 when %s", (_when, error) => {
  const answer = asUnavailable(error);
  expect(answer).toBeInstanceOf(PortalError);
  expect(answer).toMatchObject({ code: "unavailable", retryAfterSeconds: 5 });
});

test.each([
  ["a statement that is wrong", raw({ kind: "TableDoesNotExist", originalCode: "42P01" })],
  ["a mistake of ours", new TypeError("x is not a function")],
])("%s stays what it is", (_what, error) => {
  expect(asUnavailable(error)).toBe(error);
});
