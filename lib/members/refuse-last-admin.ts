import "server-only";
import type { Transaction } from "@/lib/db/client";
import { PortalError } from "@/lib/errors";

/**
 * Throws `conflict` when this member is the only enabled administrator. Locks the administrators' rows, so that
 * two changes at once cannot remove the last two.
 */
export async function refuseLastAdmin(tx: Transaction, memberId: string): Promise<void> {
  const admins = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM users WHERE role = 'admin' AND disabled_at IS NULL ORDER BY id FOR UPDATE`;
  if (admins.length === 1 && admins[0]?.id === memberId)
    throw new PortalError("conflict", "The last administrator must stay one: make somebody else administrator first.");
}
