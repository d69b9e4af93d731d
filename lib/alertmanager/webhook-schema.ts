import { z } from "zod";
import { readTextMap, storableText } from "./text-map";

const MAX_ALERTS = 50_000;
const MAX_GROUP_KEY = 8_000;

/** A flat map of texts, cleaned; see readTextMap. */
export const textMapSchema = z.unknown().transform((value, ctx) => {
  const map = readTextMap(value);
  if (map) return map;
  ctx.addIssue({ code: "custom", message: "must be an object of texts of bounded size" });
  return z.NEVER;
});

/**
 * Alertmanager's webhook body, version 4; unknown members are tolerated. Alerts are read one by one afterwards, so
 * that a broken one does not lose its neighbours.
 */
export const webhookSchema = z.object({
  version: z.literal("4"),
  alerts: z.array(z.unknown()).max(MAX_ALERTS),
  truncatedAlerts: z.number().int().min(0).catch(0),
  /** Hashed, it names the alert's group elsewhere: a changed or cut key would name nothing, and counts as absent. */
  groupKey: z
    .string()
    .max(MAX_GROUP_KEY)
    .refine((key) => key === storableText(key))
    .optional()
    .catch(undefined),
});
export type Webhook = z.infer<typeof webhookSchema>;
