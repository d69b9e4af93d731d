import "server-only";
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { z } from "zod";
import { appendAuditEntry } from "@/lib/audit/append";
import { systemActor } from "@/lib/auth/actor";
import { hashPassword } from "@/lib/auth/password";
import { db, transaction } from "@/lib/db/client";
import { loggerFor } from "@/lib/telemetry/logger";
import { newMemberSchema } from "./member";

const log = loggerFor("members");

const fileSchema = z.array(newMemberSchema).max(100);

/**
 * Creates the local accounts of a JSON file whose e-mail addresses are not known yet; the others are left as they
 * are. Throws one line naming the file when it cannot be read or an entry is wrong.
 */
export async function bootstrapUsers(file: string): Promise<number> {
  const wanted = await readUsers(file);
  const known = await (await db()).user.findMany({
    where: { email: { in: wanted.map(({ email }) => email) } },
    select: { email: true },
  });
  const absent = wanted.filter(({ email }) => !known.some((user) => user.email === email));
  const hashed = await Promise.all(
    absent.map(async ({ password, ...user }) => ({ ...user, passwordHash: await hashPassword(password) })),
  );
  const ctx = { actor: systemActor("bootstrap"), now: new Date(), requestId: randomUUID() };
  const created = await transaction(async (tx) => {
    let count = 0;
    for (const user of hashed) {
      // Another replica may have started at the same moment.
      const { count: inserted } = await tx.user.createMany({ data: [user], skipDuplicates: true });
      if (inserted === 0) continue;
      const { id } = await tx.user.findUniqueOrThrow({ where: { email: user.email }, select: { id: true } });
      const detail = { role: user.role, method: "password" };
      await appendAuditEntry(tx, ctx, { action: "MEMBER_CREATED", subject: { type: "member", id }, detail });
      count += 1;
    }
    return count;
  });
  if (created > 0) log.info({ created }, "members created from the bootstrap file");
  return created;
}

async function readUsers(file: string): Promise<z.infer<typeof fileSchema>> {
  const fail = (reason: string) => new Error(`BOOTSTRAP_USERS_FILE ${file}: ${reason}`);
  const text = await readFile(/* turbopackIgnore: true */ file, "utf8").catch(() => {
    throw fail("cannot be read");
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw fail("is not valid JSON");
  }
  const parsed = fileSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw fail(`${issue?.path.join(".")}: ${issue?.message}`);
}
