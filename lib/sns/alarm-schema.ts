import { z } from "zod";

const MAX_TEXT = 16_000;
const MAX_NAME = 500;
const text = z.string().max(MAX_TEXT);
const name = z.string().min(1).max(MAX_NAME);

/** A change of a CloudWatch alarm, the Message of a notification. Composite and calculated alarms have less of a trigger. */
export const alarmSchema = z.object({
  AlarmName: name,
  AWSAccountId: name,
  /** The region's name for people; the ARN has its code. */
  Region: name,
  AlarmArn: z.string().max(2_000).optional().catch(undefined),
  AlarmDescription: text.nullish().catch(undefined),
  NewStateValue: z.enum(["ALARM", "OK", "INSUFFICIENT_DATA"]),
  NewStateReason: text.nullish().catch(undefined),
  StateChangeTime: z
    .string()
    .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)$/)
    // CloudWatch writes the offset without a colon.
    .transform((time) => Date.parse(time.replace(/([+-]\d\d)(\d\d)$/, "$1:$2")))
    .refine((time) => !Number.isNaN(time)),
  Trigger: z
    .object({
      Namespace: text.nullish().catch(undefined),
      MetricName: text.nullish().catch(undefined),
      Dimensions: z
        .array(z.object({ name, value: text }))
        .max(30)
        .nullish()
        .catch(undefined),
    })
    .nullish()
    .catch(undefined),
});
export type Alarm = z.infer<typeof alarmSchema>;
