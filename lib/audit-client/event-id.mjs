// @ts-check
import { randomBytes } from "node:crypto";

let last = { ms: 0, counter: 0 };

/**
 * A UUID of version 7 (RFC 9562): the time first, so that events sort as they happened, then a counter within the
 * millisecond, then chance.
 * @returns {string}
 */
export function eventId() {
  const now = Date.now();
  last = now > last.ms ? { ms: now, counter: 0 } : { ms: last.ms, counter: last.counter + 1 };
  if (last.counter === 0x1000) last = { ms: last.ms + 1, counter: 0 };
  const time = last.ms.toString(16).padStart(12, "0");
  const counter = last.counter.toString(16).padStart(3, "0");
  const rest = randomBytes(8);
  rest[0] = ((rest[0] ?? 0) & 0x3f) | 0x80; // the variant
  const chance = rest.toString("hex");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter}-${chance.slice(0, 4)}-${chance.slice(4)}`;
}
