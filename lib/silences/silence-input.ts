import { z } from "zod";
import { isStorable, storableTextSchema } from "@/lib/http/storable-text";
import { matchersSchema } from "@/lib/matchers/matcher";
import { MAX_DURATION_MINUTES } from "./max-duration";
import { REASON } from "./reason-length";

const reasonSchema = storableTextSchema(REASON.max, REASON.min);
const minutesSchema = z.number().int().min(1).max(MAX_DURATION_MINUTES);
const instantSchema = z.iso.datetime({ offset: true });
const nameSchema = z.string().min(1).max(40).refine(isStorable, "holds a character that cannot be stored");

const oneEnd = ({ minutes, endsAt }: { minutes?: number; endsAt?: string }) =>
  (minutes === undefined) !== (endsAt === undefined);
const ONE_END = { path: ["minutes"], message: "give minutes or endsAt, one of them" };

/** Strict: who silences, and from when, is never taken from the body. */
export const createSilenceSchema = z
  .strictObject({
    matchers: matchersSchema,
    /** From now on, by Alertmanager's clock. */
    minutes: minutesSchema.optional(),
    endsAt: instantSchema.optional(),
    reason: reasonSchema,
    /** The name of one Alertmanager; its peers follow. Needed only where several independent ones are configured. */
    alertmanager: nameSchema.optional(),
  })
  .refine(oneEnd, ONE_END);
export type CreateSilenceInput = z.infer<typeof createSilenceSchema>;

export const extendSilenceSchema = z
  .strictObject({ minutes: minutesSchema.optional(), endsAt: instantSchema.optional(), reason: reasonSchema })
  .refine(oneEnd, ONE_END);
export type ExtendSilenceInput = z.infer<typeof extendSilenceSchema>;

export const expireSilenceSchema = z.strictObject({ reason: reasonSchema });
export type ExpireSilenceInput = z.infer<typeof expireSilenceSchema>;

export const previewSilenceSchema = z.strictObject({ matchers: matchersSchema, alertmanager: nameSchema.optional() });
export type PreviewSilenceInput = z.infer<typeof previewSilenceSchema>;

/** Alertmanager's own identifiers are UUIDs. */
export const silenceIdSchema = z.strictObject({ silenceId: z.uuid().toLowerCase() });
