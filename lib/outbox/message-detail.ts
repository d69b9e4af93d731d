import * as z from "zod/mini";
import { MIRRORED_ACTIONS } from "./outbox-change";

/** What a message can say: names of the alert and of people, never labels or annotations (they may hold PHI). */
export const messageDetailSchema = z.object({
  alertname: z.string(),
  severity: z.string(),
  owner: z.nullable(z.string()),
  previousOwner: z.nullable(z.string()),
  by: z.nullable(z.string()),
});
export type MessageDetail = z.infer<typeof messageDetailSchema>;

export const mirroredActionSchema = z.enum(MIRRORED_ACTIONS);
