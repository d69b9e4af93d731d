import "server-only";
import path from "node:path";
import type { Prisma, PrismaClient } from "@/generated/prisma/client";
import { env } from "@/lib/env";
import { commit } from "./after-commit";
import { asUnavailable } from "./as-unavailable";
import type { Copied } from "./copy-out";
import type { Listener, StopListening } from "./listener";
import { type OpenDatabase, openDatabase } from "./open";

export type Transaction = Prisma.TransactionClient;

// On globalThis: the server bundle is loaded more than once (instrumentation, routes, hot reload).
const holder = globalThis as unknown as { portalDatabase?: Promise<OpenDatabase> };

function database(): Promise<OpenDatabase> {
  holder.portalDatabase ??= openDatabase({
    url: env().DATABASE_URL,
    dataDirectory: env().DATA_DIR,
    migrationsDirectory: path.join(process.cwd(), "prisma/migrations"),
  });
  return holder.portalDatabase;
}

/** The one Prisma client of the process. */
export async function db(): Promise<PrismaClient> {
  return (await database()).prisma;
}

export async function databaseKind(): Promise<OpenDatabase["kind"]> {
  return (await database()).kind;
}

/** Hears of every change that any replica commits, until told to stop. */
export async function listenForChanges(listener: Listener): Promise<StopListening> {
  return (await database()).listen(listener);
}

/** A page of rows as bytes, by a COPY … TO STDOUT: outside of every transaction. See copyOut. */
export async function copyRows(sql: string, memory?: Buffer): Promise<Copied> {
  try {
    return await (await database()).copyOut(sql, memory);
  } catch (error) {
    throw asUnavailable(error);
  }
}

/**
 * Runs `work` in one transaction. Inside, use only `tx`: on the embedded database there is a single
 * session, and a query on the outer client would wait for this transaction for ever.
 */
export async function transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  const client = await db();
  try {
    return await commit(client, work);
  } catch (error) {
    throw asUnavailable(error);
  }
}

export async function closeDatabase(): Promise<void> {
  const open = holder.portalDatabase;
  holder.portalDatabase = undefined;
  await (await open)?.close();
}

/** For tests: use this database instead of the one the environment names. */
export function useDatabase(open: OpenDatabase): void {
  holder.portalDatabase = Promise.resolve(open);
}
