import { dateSource } from "../date-source";
import type { KeyedClass } from "../phi-class";

/** Days of a person's care. A time of day after it makes it a machine's timestamp, which survives. */
export const keyedCareDate: KeyedClass = {
  name: "DATE",
  words:
    "(?:admit(?:ted)?|admission|discharged?|deceased|visit(?:ed)?|appointment|surgery|procedure)(?: (?:date|day))?(?: (?:on|for))?|date of (?:death|service|admission|visit|discharge)|dod|dos",
  value: new RegExp(String.raw`(?:${dateSource})(?![0-9]|[T ]\d\d:)`, "iy"),
};
