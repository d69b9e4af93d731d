import "server-only";
import { PortalError } from "@/lib/errors";
import { loggerFor } from "@/lib/telemetry/logger";

const log = loggerFor("database");

const RETRY_SECONDS = 5;
/** Prisma's codes for them: pool time-out, transaction API, and the server that cannot be reached or closed the line. */
const PRISMA_CODES = new Set(["P2024", "P2028", "P1001", "P1002", "P1008", "P1017"]);
/** The same by the driver adapter, which raw statements report inside of another error. */
const ADAPTER_KINDS = new Set(["DatabaseNotReachable", "ConnectionClosed", "SocketTimeout", "TooManyConnections"]);
/** Of the socket itself, when the driver hands them through. */
const SOCKET_CODES = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENOTFOUND", "EHOSTUNREACH"]);
/** SQLSTATEs of a server that is shutting down, starting, losing its connections, or short of them, disk or memory. */
const SQL_STATES = /^(08...|57P0[123]|53[0-4]00)$/;
/** What the driver says without a code when the line breaks under it. */
const DRIVER_WORDS =
  /^(Connection terminated|Client has encountered a connection error|Client was closed|timeout exceeded when trying to connect)/;

interface AdapterCause {
  kind?: unknown;
  originalCode?: unknown;
}

/** The adapter's own error comes inside of Prisma's, and by itself when not even the transaction began. */
interface DatabaseError extends Error {
  code?: unknown;
  cause?: AdapterCause;
  meta?: { driverAdapterError?: { cause?: AdapterCause } };
}

/**
 * A 503 for an error that says: no session in time, none at all, a line that broke, or a transaction that outlived its
 * time. Any other error is handed back as it is. Whether a statement under way took effect is not known then: a retry
 * with the same key finds out.
 */
export function asUnavailable(error: unknown): unknown {
  if (!isUnavailable(error)) return error;
  log.warn({ err: error }, "the database is busy or away");
  return new PortalError("unavailable", "The database is busy or away.", {}, RETRY_SECONDS);
}

function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, cause, meta, message } = error as DatabaseError;
  if (typeof code === "string" && (PRISMA_CODES.has(code) || SOCKET_CODES.has(code))) return true;
  const { kind, originalCode: state } = meta?.driverAdapterError?.cause ?? cause ?? {};
  if (typeof kind === "string" && ADAPTER_KINDS.has(kind)) return true;
  return (typeof state === "string" && SQL_STATES.test(state)) || DRIVER_WORDS.test(message);
}
