import { z } from "zod";
import { PERMISSIONS } from "@/lib/auth/permissions";

/** A personal access token as the API sends it: never the token itself. */
export const accessTokenSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  /** The first characters, to tell tokens apart. */
  prefix: z.string(),
  scopes: z.array(z.string()),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
});
export type AccessTokenView = z.infer<typeof accessTokenSchema>;

export const accessTokenListSchema = z.object({ accessTokens: z.array(accessTokenSchema) });
export type AccessTokenList = z.infer<typeof accessTokenListSchema>;

export const newAccessTokenSchema = z.strictObject({
  name: z.string().trim().min(1).max(80),
  scopes: z
    .array(z.enum(PERMISSIONS))
    .min(1)
    .max(PERMISSIONS.length)
    .refine((scopes) => new Set(scopes).size === scopes.length, "names a scope twice"),
  expiresInDays: z.number().int().min(1).max(90),
});
export type NewAccessToken = z.infer<typeof newAccessTokenSchema>;

/** `token` is shown this once; only its hash is kept. */
export const createdAccessTokenSchema = z.object({ token: z.string(), accessToken: accessTokenSchema });
export type CreatedAccessToken = z.infer<typeof createdAccessTokenSchema>;

export const accessTokenParamsSchema = z.object({ tokenId: z.uuid() });
