import "server-only";
import { randomUUID } from "node:crypto";
import pg from "pg";
import { Prisma } from "@/generated/prisma/client";
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
    /** One that was put together from pieces. */
    executeSql: ({ strings, values }: Prisma.Sql): Promise<number> =>
      withMarks(values, (marked) => tx.$executeRaw(new Prisma.Sql(strings, marked as Prisma.Sql["values"]))),
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

/** The stock driver's connection, which knows the marks. Every pool of the portal is made of these. */
export class BulkClient extends pg.Client {
  // biome-ignore lint/suspicious/noExplicitAny: the driver's method has eight signatures; all pass through
  override query(...given: any[]): any {
    const [config] = given;
    if (waiting.size > 0 && Array.isArray(config?.values)) {
      const values = config.values.map((value: unknown) =>
        typeof value === "string" ? (waiting.get(value) ?? value) : value,
      );
      if (values.some((value: unknown, index: number) => value !== config.values[index]))
        config.name = this.bulkName(config.text);
      config.values = values;
    }
    return Reflect.apply(super.query, this, given);
  }

  /** The name under which a bulk statement is prepared; undefined: it is not. */
  protected bulkName(_text: string): string | undefined {
    return undefined;
  }
}
