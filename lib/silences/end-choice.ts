import { readTypedTime } from "@/lib/time/typed-time";
import { instantOf, wallClock } from "@/lib/time/zone";

/** When a silence shall end, as a person chooses it: so many minutes on, tomorrow morning, or a moment of their own. */
export type EndChoice = { kind: "minutes"; minutes: number } | { kind: "tomorrow" } | { kind: "custom"; text: string };

const MINUTE = 60_000;
const MORNING_HOUR = 9;

/** The end (epoch ms) counted from `from`; null when the person has not said a moment. Clock times are the zone's. */
export function endOfChoice(choice: EndChoice, zone: string, from: number): number | null {
  switch (choice.kind) {
    case "minutes":
      return from + choice.minutes * MINUTE;
    case "tomorrow": {
      const { year, month, day } = wallClock(from, zone);
      return instantOf({ year, month, day: day + 1, hour: MORNING_HOUR, minute: 0, second: 0 }, zone);
    }
    case "custom": {
      const read = readTypedTime(choice.text, "to", zone);
      // What is no moment comes back as it was typed, and Date.parse takes too much.
      return read === choice.text.trim() || read.startsWith("now") ? null : Date.parse(read);
    }
  }
}
