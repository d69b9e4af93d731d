import { expect, test } from "vitest";
import { jumble } from "@/tests/phi/jumble";
import { randomSource } from "@/tests/phi/random-source";
import { type Redaction, redact } from "./redact";
import { MAX_TEXT, redactText } from "./redact-text";

const redaction: Redaction = { queries: "strip", token: (name) => `‹${name}:1-Xx›` };
const SSN = "078-05-1123";
const T = "‹SSN:1-Xx›";

const circular: Record<string, unknown> = { note: SSN };
circular.self = circular;
class WithGetter {
  get own() {
    return SSN;
  }
}

test.each<[string, unknown, unknown]>([
  ["a text", `id ${SSN}`, `id ${T}`],
  ["a number", { pay: 4111111111111111 }, { pay: "‹CARD:1-Xx›" }],
  ["a number under its key", { ssn: 78051123, patientMrn: 12345678 }, { ssn: T, patientMrn: "‹MRN:1-Xx›" }],
  ["a bigint", { pay: 4111111111111111n, n: 5n }, { pay: "‹CARD:1-Xx›", n: 5n }],
  ["a date", { dob: new Date(0), at: new Date(0) }, { dob: "‹DOB:1-Xx›", at: "1970-01-01T00:00:00.000Z" }],
  ["a broken date", new Date(Number.NaN), "Invalid Date"],
  [
    "a map",
    new Map([
      ["SSN", "anything"],
      [SSN, "x"],
    ]),
    { SSN: T, [T]: "x" },
  ],
  ["a set", new Set([SSN, 1]), [T, 1]],
  ["bytes of a text", Buffer.from(SSN), T],
  ["other bytes", Buffer.from([0, 1, 255]), "[3 bytes]"],
  ["an address", new URL("https://u:p@h.example/x?q=1"), "https://‹URL:1-Xx›@h.example/x?‹URL:1-Xx›"],
  ["headers", new Headers({ cookie: "a=b", via: SSN }), { cookie: "‹SECRET:1-Xx›", via: T }],
  ["a cycle", circular, { note: T, self: "[CIRCULAR]" }],
  ["toJSON", { toJSON: () => ({ v: SSN }) }, { v: T }],
  [
    "a getter",
    {
      get v() {
        return SSN;
      },
    },
    { v: T },
  ],
  [
    "a getter that throws",
    {
      get v(): string {
        throw new Error("no");
      },
      w: 1,
    },
    { v: "[REDACTION_ERROR]", w: 1 },
  ],
  [
    "toJSON that throws",
    {
      a: {
        toJSON() {
          throw new Error("no");
        },
      },
    },
    { a: "[REDACTION_ERROR]" },
  ],
  ["a getter of a class", new WithGetter(), {}],
  ["a symbol", Symbol(SSN), `Symbol(${T})`],
  [
    "what is under a key that gives all away",
    { patientName: { given: ["jane"], family: "roe" } },
    { patientName: { given: ["‹PERSON:1-Xx›"], family: "‹PERSON:1-Xx›" } },
  ],
  ["__proto__", JSON.parse(`{"__proto__":{"a":"${SSN}"}}`), JSON.parse(`{"__proto__":{"a":"${T}"}}`)],
  ["nothing", { a: null, b: undefined, c: true }, { a: null, b: undefined, c: true }],
])("L01 %s", (_title, given, expected) => expect(redact(given, redaction)).toEqual(expected));

test("L01 an error: message, stack, cause, members, errors within", () => {
  const error = Object.assign(new AggregateError([new Error(`x ${SSN}`)], `a ${SSN}`, { cause: new Error(SSN) }), {
    query: { password: "p", text: SSN },
  });
  const text = JSON.stringify(redact(error, redaction));
  expect(text).not.toContain(SSN);
  expect(text.split(T).length).toBeGreaterThan(6);
});

test("L01 depth 20 ends at 12", () => {
  let deep: unknown = SSN;
  for (let index = 0; index < 20; index += 1) deep = { deep };
  const text = JSON.stringify(redact(deep, redaction));
  expect(text).not.toContain(SSN);
  expect(text).toContain("[DEPTH]");
});

test("L04 what throws becomes an error mark, never the raw value", () => {
  const broken: Redaction = {
    ...redaction,
    token: () => {
      throw new Error("no key");
    },
  };
  expect(redact(`id ${SSN}`, broken)).toBe("[REDACTION_ERROR]");
  expect(redact({ a: SSN, b: "fine" }, broken)).toEqual({ a: "[REDACTION_ERROR]", b: "fine" });
  expect(
    redact(
      new Proxy(
        {},
        {
          ownKeys: () => {
            throw new Error("no");
          },
        },
      ),
      redaction,
    ),
  ).toBe("[REDACTION_ERROR]");
});

test("a long text is cut after redaction, and a value on the cut goes whole", () => {
  for (const before of [MAX_TEXT - 30, MAX_TEXT - 18, MAX_TEXT - 14, MAX_TEXT - 5, MAX_TEXT + 5]) {
    const out = redactText(
      `${"x ".repeat(before / 2)}${" ".repeat(before % 2)}${SSN} ${"y ".repeat(5_000)}`,
      redaction,
    );
    expect(out.length).toBeLessThanOrEqual(MAX_TEXT);
    expect(out).not.toContain("078-0");
    expect(redactText(out, redaction)).toBe(out);
  }
});

const seed = Date.now() % 1_000_000;

test(`L01 never throws and does nothing twice (seed ${seed})`, () => {
  const random = randomSource(seed);
  for (let index = 0; index < 2_000; index += 1) {
    const text = jumble(random);
    const once = redactText(text, redaction);
    expect(redactText(once, redaction)).toBe(once);
  }
});
