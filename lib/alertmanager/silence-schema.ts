import { z } from "zod";
import { storableText } from "./text-map";

const text = z.string().transform(storableText);
const instant = z.string().refine((value) => !Number.isNaN(Date.parse(value)), "must be a time");

/** One silence of GET /api/v2/silences. Anybody who reaches Alertmanager may have written it. */
export const postedSilenceSchema = z.object({
  id: text,
  status: z.object({ state: z.enum(["active", "pending", "expired"]) }),
  matchers: z.array(z.object({ name: text, value: text, isRegex: z.boolean(), isEqual: z.boolean().default(true) })),
  startsAt: instant,
  endsAt: instant,
  updatedAt: instant,
  createdBy: text,
  comment: text,
});
export type PostedSilence = z.infer<typeof postedSilenceSchema>;

/** The same list, for who asks only which of them hold. */
export const silenceStatesSchema = z.array(postedSilenceSchema.pick({ id: true, status: true }));

/** The part of GET /api/v2/status that tells which Alertmanagers share their silences. */
export const membershipSchema = z.object({
  cluster: z
    .object({
      name: z.string().default(""),
      peers: z
        .array(z.object({ name: z.string() }))
        .nullish()
        .transform((peers) => (peers ?? []).map((peer) => peer.name)),
    })
    .default({ name: "", peers: [] }),
});
export type Membership = z.infer<typeof membershipSchema>["cluster"];

/** The answer to a silence that was written. */
export const silenceIdSchema = z.object({ silenceID: z.string().min(1) });
