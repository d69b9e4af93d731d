import { z } from "zod";
import { PERMISSIONS, ROLES } from "./permissions";

/** Who is signed in, as the API sends it. `expiresAt` is null for a personal access token. */
export const sessionViewSchema = z.object({
  name: z.string(),
  email: z.string(),
  role: z.enum(ROLES),
  permissions: z.array(z.enum(PERMISSIONS)),
  /** The absolute time-out; without activity the session ends earlier. */
  expiresAt: z.iso.datetime().nullable(),
  idleMinutes: z.number(),
});
export type SessionView = z.infer<typeof sessionViewSchema>;
