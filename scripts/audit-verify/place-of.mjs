import { Problem } from "./problem.mjs";

/** The columns that are texts, in their order, and where the bytes say the same. */
const COLUMNS = {
  action: (body) => body.action,
  outcome: (body) => body.outcome,
  subject: (body) => body.subject,
  request_id: (body) => body.requestId,
  actor_kind: (body) => body.actor?.kind,
  actor_id: (body) => body.actor?.id,
  actor_name: (body) => body.actor?.name,
};
const TIME_LENGTH = "2026-01-01T00:00:00.000Z".length;
/** Whatever JSON does not write as it is. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is about
const ESCAPED = /["\\\u0000-\u001f]/;

const ACTION = /^\{"action":"(\w+)"/;

/**
 * Action and time of an entry whose bytes name their place: `seq`, after the entry with the hash `prev`. Its columns,
 * when it has some, must say what its bytes say. Throws a Problem otherwise. Most entries are recognised by pieces of
 * their text; the others are parsed.
 */
export function placeOf({ leaf, columns }, seq, prev) {
  const text = leaf.latin1Slice(1); // byte by byte, as the columns below
  const time = timeAfter(text, seq, prev);
  if (time !== null && (!columns || columnsStandIn(text, columns, time, seq, prev)))
    return { action: ACTION.exec(text)?.[1], recordedAt: time };
  const body = parse(leaf.subarray(1), seq);
  if (body.seq !== seq) throw new Problem("tampered", "its bytes name another place", seq);
  if (body.prev !== prev) throw new Problem("tampered", "it does not follow the one before it", seq);
  if (columns) checkColumns(columns, body, seq);
  return body;
}

/** Nobody who had a say in an entry knew the hash before it: where that stands is the entry's own place. */
function timeAfter(text, seq, prev) {
  const before = `,"prev":"${prev}","recordedAt":"`;
  const at = text.indexOf(before);
  if (at < 0) return null;
  const from = at + before.length;
  return text.includes(`","seq":${seq},"subject":`, from) ? text.slice(from, from + TIME_LENGTH) : null;
}

function columnsStandIn(text, { recordedAt, texts }, time, seq, prev) {
  const [action, outcome, subject, requestId, kind, id, name] = texts.map((bytes) => bytes?.latin1Slice() ?? null);
  if (ESCAPED.test(`${action}${outcome}${subject}${requestId}${kind}${id}${name}`)) return false;
  const actor = `${id === null ? "" : `"id":"${id}",`}"kind":"${kind}"${name === null ? "" : `,"name":"${name}"`}`;
  const start = `{"action":"${action}","actor":{${actor}`;
  if (!text.startsWith(start) || !(text[start.length] === "}" || text.startsWith(',"role":', start.length)))
    return false;
  if (time !== isoOf(recordedAt)) return false;
  const place = `"outcome":"${outcome}","prev":"${prev}","recordedAt":"${time}","requestId":"${requestId}","salt":"`;
  const at = text.indexOf(place);
  return at > 0 && text.includes(`","seq":${seq},"subject":${subject === null ? "null" : `"${subject}"`}`, at);
}

let lastTime = { ms: Number.NaN, text: "" };

/** Entries that were written together have one time. */
function isoOf(ms) {
  if (lastTime.ms !== ms) lastTime = { ms, text: new Date(ms).toISOString() };
  return lastTime.text;
}

function parse(bytes, seq) {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    throw new Problem("tampered", "its bytes are not JSON", seq);
  }
}

function checkColumns({ recordedAt, texts }, body, seq) {
  for (const [index, name] of Object.keys(COLUMNS).entries())
    if ((COLUMNS[name](body) ?? null) !== (texts[index]?.toString("utf8") ?? null))
      throw new Problem("tampered", `the column ${name} does not say what its bytes say`, seq);
  if (new Date(recordedAt).toISOString() !== body.recordedAt)
    throw new Problem("tampered", "the column recorded_at does not say what its bytes say", seq);
}
