import "server-only";
import { type AlarmChange, mapAlarm } from "./map-alarm";
import { parseAlarm } from "./parse-alarm";

/** The change of an alarm that the Message of a notification tells of; null when it is about something else. */
export function readAlarm(message: string): AlarmChange | null {
  const alarm = parseAlarm(message);
  return alarm && mapAlarm(alarm);
}
