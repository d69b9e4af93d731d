import "server-only";
import { db } from "@/lib/db/client";
import type { RequestContext } from "@/lib/telemetry/context";
import type { AccessTokenList } from "./access-token";
import { accessTokenView } from "./access-token-view";
import { requirePerson } from "./require-person";

/** The asking person's tokens, newest first, with those that no longer work. */
export async function listAccessTokens(ctx: RequestContext): Promise<AccessTokenList> {
  const { userId } = requirePerson(ctx);
  const rows = await (await db()).accessToken.findMany({
    where: { userId },
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
    take: 200,
  });
  return { accessTokens: rows.map(accessTokenView) };
}
