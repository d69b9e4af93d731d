import { Memory } from "./memory.mjs";
import { COLUMN, TABLE_WIDTH } from "./page.mjs";
import { Problem } from "./problem.mjs";

/** The columns that are texts, and where the bytes say the same. */
const TEXTS = {
  action: (body) => body.action,
  outcome: (body) => body.outcome,
  subject: (body) => body.subject,
  request_id: (body) => body.requestId,
  actor_kind: (body) => body.actor?.kind,
  actor_id: (body) => body.actor?.id,
  actor_name: (body) => body.actor?.name,
};
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const TIME_LENGTH = "2026-01-01T00:00:00.000Z".length;
const HASH_BYTES = 32;
/** Of each byte its two digits, as they are read from a view. */
const DIGITS = Uint16Array.from({ length: 256 }, (_, byte) =>
  Buffer.from(byte.toString(16).padStart(2, "0")).readUInt16BE(),
);
const [ZERO, QUOTE, BACKSLASH, FIRST_PRINTABLE] = [0x30, 0x22, 0x5c, 0x20];
const PREV = '","prev":"';
const WORDS = Object.fromEntries(
  Object.entries({
    action: '{"action":"',
    actor: '","actor":{',
    id: '"id":"',
    afterId: '",',
    kind: '"kind":"',
    name: '","name":"',
    role: '","role":"',
    actorEnds: '"},"detail":',
    outcome: '"outcome":"',
    prev: PREV,
    recordedAt: '","recordedAt":"',
    requestId: '","requestId":"',
    salt: '","salt":"',
    seq: '","seq":',
    subject: ',"subject":',
    userAgent: ',"userAgent":"',
    ends: ',"v":1}',
    quote: '"',
    none: "null",
  }).map(([name, words]) => [name, wordsOf(words)]),
);

/**
 * When an entry was recorded, whose bytes name their place: `seq`, after the entry whose hash lies in the page's
 * `hashes` at `prevAt`. Its columns, when it has some, must say what its bytes say. Throws a Problem otherwise. Most
 * entries are recognised by a walk along their bytes, which reads an archive's from there to the end and no more; the
 * others are parsed.
 */
export function placeOf(page, row, seq, prevAt) {
  const start = page.start(row, COLUMN.body);
  const end = page.end(row, COLUMN.body);
  const prev = startOfPlace(page, start, end);
  const time =
    prev < 0 ? -1 : afterWords(page, afterHash(page, prev + WORDS.prev.bytes.length, prevAt), WORDS.recordedAt);
  const told = time > 0 && endsAsPlace(page, row, seq, time + TIME_LENGTH, end) ? timeAt(page, time) : "";
  if (told !== "") {
    if (page.width < TABLE_WIDTH || columnsStand(page, row, start, prev, told)) return told;
  }
  const body = parsed(page.bytes.subarray(start, end), seq);
  if (body.seq !== seq) throw new Problem("tampered", "its bytes name another place", seq);
  if (body.prev !== page.hashes.bytes.toString("hex", prevAt, prevAt + HASH_BYTES))
    throw new Problem("tampered", "it does not follow the one before it", seq);
  if (page.width === TABLE_WIDTH) checkColumns(page, row, body, seq);
  return body.recordedAt;
}

/** How far from its end the place of the entry before began. */
let usual = 0;

/**
 * The place stands last in an entry, with texts behind it that hold no quote: what else has its words, in a detail, comes
 * before. So it is looked for where it stood in the entry before, and else from the end.
 */
function startOfPlace(page, start, end) {
  if (end - usual >= start && afterWords(page, end - usual, WORDS.prev) > 0) return end - usual;
  const found = page.bytes.lastIndexOf(PREV, end - PREV.length);
  if (found < start) return -1;
  usual = end - found;
  return found;
}

// Each step of a walk returns where the next one begins, or -1, which those behind it hand on.

function afterWords({ bytes, view }, at, words) {
  const { length } = words.bytes;
  if (at < 0 || at + length > bytes.length) return -1;
  let i = 0;
  for (; i + 4 <= length; i += 4) if (view.getInt32(at + i) !== words.view.getInt32(i)) return -1;
  for (; i < length; i++) if (bytes[at + i] !== words.bytes[i]) return -1;
  return at + length;
}

function afterHash({ bytes, view, hashes }, at, hashAt) {
  if (at + 2 * HASH_BYTES > bytes.length) return -1;
  for (let i = 0; i < HASH_BYTES; i++) if (view.getUint16(at + 2 * i) !== DIGITS[hashes.bytes[hashAt + i]]) return -1;
  return at + 2 * HASH_BYTES;
}

/** After the cell's text; -1 when JSON would write it in another way than as it is. */
function afterCell(page, at, row, column) {
  const { bytes } = page;
  const start = page.start(row, column);
  if (at < 0 || start < 0) return -1;
  const length = page.end(row, column) - start;
  for (let i = 0; i < length; i++) {
    const byte = bytes[start + i];
    if (bytes[at + i] !== byte || byte < FIRST_PRINTABLE || byte === QUOTE || byte === BACKSLASH) return -1;
  }
  return at + length;
}

/** After a text of any kind, where its quote is; -1 when JSON would write something in it in another way. */
function afterText({ bytes }, at, end) {
  if (at < 0) return -1;
  let to = at;
  for (; to < end && bytes[to] !== QUOTE; to++) if (bytes[to] === BACKSLASH || bytes[to] < FIRST_PRINTABLE) return -1;
  return to;
}

function afterNumber({ bytes }, at, number) {
  if (at < 0) return -1;
  let to = at;
  let said = 0;
  for (let digit = bytes[to] - ZERO; digit >= 0 && digit <= 9; digit = bytes[++to] - ZERO) said = said * 10 + digit;
  return said === number && to > at && (bytes[at] !== ZERO || to === at + 1) ? to : -1;
}

/** Whether what is behind the time is the rest of a place, and then the end: nothing comes later that would count. */
function endsAsPlace(page, row, seq, afterTime, end) {
  const isTable = page.width === TABLE_WIDTH;
  const id = afterWords(page, afterTime, WORDS.requestId);
  const salt = afterWords(
    page,
    isTable ? afterCell(page, id, row, COLUMN.request_id) : afterText(page, id, end),
    WORDS.salt,
  );
  const number = afterWords(page, afterText(page, salt, end), WORDS.seq);
  const subject = afterWords(page, afterNumber(page, number, seq), WORDS.subject);
  const agent = isTable ? afterSubjectCell(page, row, subject) : afterSubject(page, subject, end);
  return afterWords(page, afterAgent(page, agent, end), WORDS.ends) === end;
}

function afterSubject(page, at, end) {
  const none = afterWords(page, at, WORDS.none);
  return none > 0 ? none : afterWords(page, afterText(page, afterWords(page, at, WORDS.quote), end), WORDS.quote);
}

function afterSubjectCell(page, row, at) {
  return page.start(row, COLUMN.subject) < 0
    ? afterWords(page, at, WORDS.none)
    : afterWords(page, afterCell(page, afterWords(page, at, WORDS.quote), row, COLUMN.subject), WORDS.quote);
}

function afterAgent(page, at, end) {
  const agent = afterWords(page, at, WORDS.userAgent);
  return agent < 0 ? at : afterWords(page, afterText(page, agent, end), WORDS.quote);
}

/** The columns that stand before the place, and the time. */
function columnsStand(page, row, start, prev, time) {
  let at = afterCell(page, afterWords(page, start, WORDS.action), row, COLUMN.action);
  at = afterWords(page, at, WORDS.actor);
  if (page.start(row, COLUMN.actor_id) >= 0)
    at = afterWords(page, afterCell(page, afterWords(page, at, WORDS.id), row, COLUMN.actor_id), WORDS.afterId);
  at = afterCell(page, afterWords(page, at, WORDS.kind), row, COLUMN.actor_kind);
  if (page.start(row, COLUMN.actor_name) >= 0)
    at = afterCell(page, afterWords(page, at, WORDS.name), row, COLUMN.actor_name);
  const role = afterWords(page, at, WORDS.role); // has no column
  const detail = afterWords(page, role < 0 ? at : afterText(page, role, prev), WORDS.actorEnds);
  if (detail < 0 || time !== isoOf(page.recordedAt(row))) return false;
  const outcome = prev - (page.end(row, COLUMN.outcome) - page.start(row, COLUMN.outcome)) - WORDS.outcome.bytes.length;
  return outcome >= detail && afterCell(page, afterWords(page, outcome, WORDS.outcome), row, COLUMN.outcome) === prev;
}

const known = { text: "", words: wordsOf("") };

/** Empty when it is none. Entries that were written together have one time. */
function timeAt(page, at) {
  if (known.text !== "" && afterWords(page, at, known.words) > 0) return known.text;
  const text = page.bytes.latin1Slice(at, at + TIME_LENGTH);
  if (!TIME.test(text)) return "";
  known.text = text;
  known.words = wordsOf(text);
  return text;
}

let lastTime = { ms: Number.NaN, text: "" };

function isoOf(ms) {
  if (lastTime.ms !== ms) lastTime = { ms, text: new Date(ms).toISOString() };
  return lastTime.text;
}

function wordsOf(text) {
  return new Memory(Buffer.from(text, "latin1"));
}

function parsed(bytes, seq) {
  let body = null;
  try {
    body = JSON.parse(bytes.toString("utf8"));
  } catch {
    // what is not JSON is no entry either
  }
  if (typeof body !== "object" || body === null) throw new Problem("tampered", "its bytes are not an entry", seq);
  return body;
}

function checkColumns(page, row, body, seq) {
  for (const [name, said] of Object.entries(TEXTS))
    if ((said(body) ?? null) !== page.text(row, COLUMN[name]))
      throw new Problem("tampered", `the column ${name} does not say what its bytes say`, seq);
  if (new Date(page.recordedAt(row)).toISOString() !== body.recordedAt)
    throw new Problem("tampered", "the column recorded_at does not say what its bytes say", seq);
}
