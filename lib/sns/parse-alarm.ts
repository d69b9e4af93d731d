import { type Alarm, alarmSchema } from "./alarm-schema";

/** The change of an alarm as the Message of a notification has it; null when it is about something else. */
export function parseAlarm(message: string): Alarm | null {
  let json: unknown;
  try {
    json = JSON.parse(message);
  } catch {
    return null; // anybody who may publish may write anything
  }
  const parsed = alarmSchema.safeParse(json);
  return parsed.success ? parsed.data : null;
}
