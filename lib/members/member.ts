import { z } from "zod";
import { emailAddressSchema } from "@/lib/auth/email-address";
import { newPasswordSchema } from "@/lib/auth/password-policy";
import { ROLES } from "@/lib/auth/permissions";
import { storableTextSchema } from "@/lib/http/storable-text";

/** A person of the portal as the API sends it. `lastSeenAt` is null for somebody who never signed in. */
export const memberSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.string(),
  /** null: the stored role is not known to this build, and grants nothing. */
  role: z.enum(ROLES).nullable(),
  /** How they sign in; "oidc" members have the role their identity provider's groups give them. */
  method: z.enum(["password", "oidc"]),
  disabledAt: z.iso.datetime().nullable(),
  lastSeenAt: z.iso.datetime().nullable(),
  openSessions: z.number().int(),
});
export type Member = z.infer<typeof memberSchema>;

export const memberListSchema = z.object({ members: z.array(memberSchema) });
export type MemberList = z.infer<typeof memberListSchema>;

export const newMemberSchema = z.strictObject({
  email: emailAddressSchema,
  name: storableTextSchema(120),
  role: z.enum(ROLES),
  password: newPasswordSchema,
});
export type NewMember = z.infer<typeof newMemberSchema>;

/** One change at a time, so that each has its own entry in the ledger. */
export const memberChangeSchema = z.union([
  z.strictObject({ role: z.enum(ROLES) }),
  z.strictObject({ disabled: z.boolean() }),
]);
export type MemberChange = z.infer<typeof memberChangeSchema>;

export const memberParamsSchema = z.object({ memberId: z.uuid() });
