import type { Actor } from "./actor";

/** Equal for those who may see the same: a key of what is read once for all of them. */
export function permissionScope(actor: Actor): string {
  return [...actor.permissions].sort().join(" ");
}
