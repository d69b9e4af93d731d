import "server-only";
import { alarmSchema } from "./alarm-schema";
import { type AlarmChange, mapAlarm } from "./map-alarm";

/** The change of an alarm that the Message of a notification tells of; null when it is about something else. */
export function readAlarm(message: string): AlarmChange | null {
  let json: unknown;
  try {
    json = JSON.parse(message);
  } catch {
    return null; // anybody who may publish may write anything
  }
  const parsed = alarmSchema.safeParse(json);
  return parsed.success ? mapAlarm(parsed.data) : null;
}
