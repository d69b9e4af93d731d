import * as z from "zod/mini";
import { OUTBOX_TARGETS } from "./target";

/** What somebody outside was, or is still to be, told about one transition of an episode. */
export const messageViewSchema = z.object({
  target: z.enum(OUTBOX_TARGETS),
  /** The ledger's name of the transition. */
  action: z.string(),
  version: z.int(),
  state: z.enum(["waiting", "sent", "skipped", "failed"]),
  at: z.iso.datetime(),
  attempts: z.int(),
  /** When it is tried next, or when it ended. */
  dueAt: z.nullable(z.iso.datetime()),
  finishedAt: z.nullable(z.iso.datetime()),
  /** Why it waits, was left out or failed; no addresses, no secrets. */
  reason: z.nullable(z.string()),
});
export type MessageView = z.infer<typeof messageViewSchema>;
