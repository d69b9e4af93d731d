import * as z from "zod/mini";
import { PERMISSIONS } from "@/lib/auth/permissions";
import { storableTextSchema } from "@/lib/http/storable-text";

/** A personal access token as the API sends it: never the token itself. */
export const accessTokenSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  /** The first characters, to tell tokens apart. */
  prefix: z.string(),
  scopes: z.array(z.string()),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  lastUsedAt: z.nullable(z.iso.datetime()),
  revokedAt: z.nullable(z.iso.datetime()),
});
export type AccessTokenView = z.infer<typeof accessTokenSchema>;

export const accessTokenListSchema = z.object({ accessTokens: z.array(accessTokenSchema) });
export type AccessTokenList = z.infer<typeof accessTokenListSchema>;

export const newAccessTokenSchema = z.strictObject({
  name: storableTextSchema(80),
  scopes: z.array(z.enum(PERMISSIONS)).check(
    z.minLength(1),
    z.maxLength(PERMISSIONS.length),
    z.refine((scopes) => new Set(scopes).size === scopes.length, "names a scope twice"),
  ),
  expiresInDays: z.int().check(z.minimum(1), z.maximum(90)),
});
export type NewAccessToken = z.infer<typeof newAccessTokenSchema>;

/** `token` is shown this once; only its hash is kept. */
export const createdAccessTokenSchema = z.object({ token: z.string(), accessToken: accessTokenSchema });
export type CreatedAccessToken = z.infer<typeof createdAccessTokenSchema>;

export const accessTokenParamsSchema = z.object({ tokenId: z.uuid() });
