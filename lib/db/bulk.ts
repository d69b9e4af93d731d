import "server-only";
import { createHash, randomUUID } from "node:crypto";
import pg from "pg";
import type { Transaction } from "./client";

// On globalThis: the server bundle is loaded more than once.
const holder = globalThis as unknown as { portalBulkBytes?: Map<string, Uint8Array> };
holder.portalBulkBytes ??= new Map();
const waiting = holder.portalBulkBytes;

/**
 * Raw statements with large binary parameters. Prisma turns bytes into base64 and JSON and back, which costs several
 * times what the database does with them; here it carries a mark in their place, and BulkClient, below it, puts the
 * bytes back in. Order, transaction and errors stay Prisma's.
 */
export function bulk(tx: Transaction) {
  return {
    execute: (sql: TemplateStringsArray, ...values: unknown[]): Promise<number> =>
      withMarks(values, (marked) => tx.$executeRaw(sql, ...marked)),
    query: <Row>(sql: TemplateStringsArray, ...values: unknown[]): Promise<Row[]> =>
      withMarks(values, (marked) => tx.$queryRaw<Row[]>(sql, ...marked)),
  };
}

async function withMarks<T>(values: readonly unknown[], work: (marked: unknown[]) => Promise<T>): Promise<T> {
  const marks: string[] = [];
  const marked = values.map((value) => {
    if (!(value instanceof Uint8Array)) return value;
    const mark = `bytes ${randomUUID()}`;
    waiting.set(mark, value);
    marks.push(mark);
    return mark;
  });
  try {
    return await work(marked);
  } finally {
    for (const mark of marks) waiting.delete(mark);
  }
}

/** What is answered behind a pooler that lends a session for one transaction: what was prepared there is elsewhere. */
const PREPARED_ELSEWHERE = new Set(["26000", "42P05"]);

/**
 * The stock driver's connection, which knows the marks. Every pool of the portal is made of these. A bulk statement is
 * prepared once for each connection, since to plan it takes the database longer than to write a dozen rows; where that
 * fails one transaction fails with it, and none is prepared any more.
 */
export class BulkClient extends pg.Client {
  static prepares = true;

  // biome-ignore lint/suspicious/noExplicitAny: the driver's method has eight signatures; all pass through
  override query(...given: any[]): any {
    const [config] = given;
    if (waiting.size === 0 || !Array.isArray(config?.values)) return Reflect.apply(super.query, this, given);
    const values = config.values.map((value: unknown) =>
      typeof value === "string" ? (waiting.get(value) ?? value) : value,
    );
    const isBulk = values.some((value: unknown, index: number) => value !== config.values[index]);
    config.values = values;
    if (isBulk && BulkClient.prepares) config.name = nameOf(config.text);
    const answer = Reflect.apply(super.query, this, given);
    if (config.name)
      answer?.catch?.((error: { code?: string }) => {
        if (PREPARED_ELSEWHERE.has(error.code ?? "")) BulkClient.prepares = false;
      });
    return answer;
  }
}

const names = new Map<string, string>();

/** One name for one text: there are about as many as bulk statements in the code. */
function nameOf(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = `bulk ${createHash("sha256").update(text).digest("hex").slice(0, 32)}`;
  names.set(text, name);
  return name;
}
