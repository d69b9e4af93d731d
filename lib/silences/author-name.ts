import type { UserActor } from "@/lib/auth/actor";

/** What Alertmanager and the ledger are told: "Name <address>", on one line. */
export function authorName({ name, email }: Pick<UserActor, "name" | "email">): string {
  return `${name} <${email}>`.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ");
}
