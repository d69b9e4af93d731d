/** A value with exactly one JSON text under RFC 8785 (JSON Canonicalization Scheme). */
export type CanonicalValue =
  | null
  | boolean
  | number
  | string
  | readonly CanonicalValue[]
  | { readonly [key: string]: CanonicalValue | undefined };

/** The `cause` of the TypeError thrown for a value without a canonical form. */
export const CANONICAL = Symbol("canonical-json");

/**
 * Serialises by RFC 8785: keys sorted by UTF-16 code units, ECMAScript number format, no white space.
 * Members that are `undefined` are left out. Throws on what has no faithful form: non-finite numbers,
 * integers beyond 2^53, lone surrogates, NUL (PostgreSQL cannot store it).
 */
export function canonicalJson(value: CanonicalValue): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number") return canonicalNumber(value);
  if (typeof value === "string") return canonicalString(value);
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item as CanonicalValue)).join(",")}]`;
  const object = value as Record<string, CanonicalValue | undefined>;
  let members = "";
  for (const key of sorted(Object.keys(object))) {
    const member = object[key];
    if (member === undefined) continue;
    members += `${members === "" ? "" : ","}${canonicalKey(key)}:${canonicalJson(member)}`;
  }
  return `{${members}}`;
}

const FEW = 16;

/** By UTF-16 code units, which is also the default order of sort; that one costs more than the rest for a few. */
function sorted(keys: string[]): string[] {
  if (keys.length > FEW) return keys.sort();
  for (let from = 1; from < keys.length; from++) {
    const key = keys[from]!;
    let to = from;
    for (; to > 0 && keys[to - 1]! > key; to--) keys[to] = keys[to - 1]!;
    keys[to] = key;
  }
  return keys;
}

/** Names of members are few and come again and again. */
const keys = new Map<string, string>();
const MAX_KEYS = 1_000;
const MAX_KEY = 64;

function canonicalKey(key: string): string {
  const known = keys.get(key);
  if (known !== undefined) return known;
  const text = canonicalString(key);
  if (keys.size < MAX_KEYS && key.length <= MAX_KEY) keys.set(key, text);
  return text;
}

function canonicalNumber(value: number): string {
  if (!Number.isFinite(value))
    throw new TypeError("canonical JSON has no form for a non-finite number", { cause: CANONICAL });
  if (Number.isInteger(value) && !Number.isSafeInteger(value))
    throw new TypeError("an integer beyond 2^53 must be sent as a string", { cause: CANONICAL });
  return JSON.stringify(value);
}

/** Stands in JSON as it is: printable ASCII without a quotation mark or a backslash. */
const PLAIN = /^[ !#-[\]-~]*$/;

function canonicalString(value: string): string {
  if (PLAIN.test(value)) return `"${value}"`;
  if (!value.isWellFormed())
    throw new TypeError("canonical JSON has no form for a lone surrogate", { cause: CANONICAL });
  if (value.includes("\u0000")) throw new TypeError("NUL cannot be stored", { cause: CANONICAL });
  return JSON.stringify(value);
}
