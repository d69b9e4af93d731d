import "server-only";
import type { AccessToken } from "@/generated/prisma/client";
import type { AccessTokenView } from "./access-token";

export function accessTokenView(row: AccessToken): AccessTokenView {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scopes: row.scopes,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  };
}
