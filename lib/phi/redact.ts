import { redactLeaf } from "./redact-leaf";
import { MAX_TEXT, type TextRedaction } from "./redact-text";
import { sensitiveKey } from "./sensitive-key";

export interface Redaction extends TextRedaction {
  /** Keys whose values are left as they are: the portal's own, of a closed form. */
  keep?: ReadonlySet<string>;
  /** How a text under a key is redacted; left out: redactLeaf. The guard's own remembers what it has seen. */
  leaf?(text: string, key: string | undefined, name: string | undefined): string;
}

const MAX_DEPTH = 12;
const MAX_NODES = 20_000;
export const REDACTION_ERROR = "[REDACTION_ERROR]";

interface Walk {
  redaction: Redaction;
  /** The objects that the walk is inside of: few. */
  path: object[];
  nodes: number;
}

/**
 * Any value without what a person could be known by, as plain data: texts and numbers that are one become tokens, and
 * what JSON cannot say becomes something that it can. Never throws.
 */
export function redact(value: unknown, redaction: Redaction): unknown {
  try {
    return visit(value, { redaction, path: [], nodes: 0 });
  } catch {
    return REDACTION_ERROR;
  }
}

function visit(value: unknown, walk: Walk, key?: string, forced?: string): unknown {
  try {
    walk.nodes += 1;
    if (walk.nodes > MAX_NODES) return "[TRUNCATED]";
    const name = forced ?? (key === undefined ? undefined : sensitiveKey(key));
    switch (typeof value) {
      case "string":
        return leafOf(value, walk, key, name);
      case "number":
      case "bigint": {
        const text = String(value);
        const redacted = leafOf(text, walk, key, name);
        return redacted === text ? value : redacted;
      }
      case "symbol":
        return leafOf(String(value), walk, key, name);
      case "function":
        return "[Function]";
      case "object":
        return value === null ? null : visitObject(value, walk, key, name);
      default:
        return value;
    }
  } catch {
    return REDACTION_ERROR;
  }
}

function leafOf(text: string, { redaction }: Walk, key?: string, name?: string): string {
  return redaction.leaf ? redaction.leaf(text, key, name) : redactLeaf(text, redaction, key, name);
}

function visitObject(value: object, walk: Walk, key?: string, name?: string): unknown {
  if (walk.path.includes(value)) return "[CIRCULAR]";
  if (walk.path.length >= MAX_DEPTH) return "[DEPTH]";
  walk.path.push(value);
  try {
    return convert(value, walk, key, name);
  } finally {
    walk.path.pop();
  }
}

function convert(value: object, walk: Walk, key?: string, name?: string): unknown {
  if (value instanceof Date) {
    const text = Number.isNaN(value.getTime()) ? "Invalid Date" : value.toISOString();
    return leafOf(text, walk, key, name);
  }
  if (Array.isArray(value) || value instanceof Set)
    return Array.from(value, (item: unknown) => visit(item, walk, key, name));
  if (value instanceof Map || value instanceof Headers) {
    const members = new Map<unknown, unknown>(value);
    return membersOf([...members.keys()], (one) => members.get(one), walk, name);
  }
  if (ArrayBuffer.isView(value)) return visit(textOfBytes(value), walk, key, name);
  if (value instanceof URL || value instanceof RegExp) return leafOf(String(value), walk, key, name);
  if (value instanceof Error) return membersOf(errorKeys(value), ownReader(value), walk, name);
  const { toJSON } = value as { toJSON?: unknown };
  if (typeof toJSON === "function") return visit(toJSON.call(value, key ?? ""), walk, key, name);
  return membersOf(Object.keys(value), ownReader(value), walk, name);
}

function ownReader(value: object): (key: unknown) => unknown {
  return (key) => (value as Record<string, unknown>)[key as string];
}

/** What a log wants of an error, also where it is not enumerable. */
function errorKeys(error: Error): string[] {
  const common = ["name", "message", "stack", "cause", "errors"].filter((key) => key in error);
  return [...common, ...Object.keys(error).filter((key) => !common.includes(key))];
}

/** A getter may throw. */
function membersOf(
  keys: readonly unknown[],
  read: (key: unknown) => unknown,
  walk: Walk,
  name?: string,
): Record<string, unknown> {
  const { keep } = walk.redaction;
  const members: Record<string, unknown> = {};
  for (const given of keys) {
    const key = typeof given === "string" ? given : String(given);
    if (keep?.has(key)) define(members, key, read(given));
    else define(members, leafOf(key, walk), visit(resultOf(read, given), walk, key, name));
  }
  return members;
}

/** As an own member, so that "__proto__" is data like any other. */
function define(members: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== "__proto__") members[key] = value;
  else Object.defineProperty(members, key, { value, enumerable: true, configurable: true, writable: true });
}

function resultOf(read: (key: unknown) => unknown, key: unknown): unknown {
  try {
    return read(key);
  } catch {
    return REDACTION_ERROR;
  }
}

function textOfBytes(view: ArrayBufferView): string {
  const bytes = Buffer.from(view.buffer, view.byteOffset, Math.min(view.byteLength, 2 * MAX_TEXT));
  const text = bytes.toString();
  return text.includes("\ufffd") || text.includes("\u0000") ? `[${view.byteLength} bytes]` : text;
}
