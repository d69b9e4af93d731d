import { PortalError } from "@/lib/errors";
import { parseJson } from "@/lib/http/parse-json";
import { refuseIntricate } from "@/lib/http/refuse-intricate";
import type { Refusal } from "./batch-report";

const MAX_LINES = 10_000;
/** With the empty ones between them: looking through millions of those takes a second, in which nobody is answered. */
const MAX_LINES_IN_ALL = 2 * MAX_LINES;
const MAX_LINE_BYTES = 16 * 1024;
const [LINE_FEED, BRACKET] = [0x0a, 0x5b];

export interface BatchLine {
  line: number;
  value: unknown;
}

/**
 * The lines of a batch: JSON lines, or one JSON array, told apart by the first character. A line that cannot be read is
 * refused alone. Throws 400 for an array that cannot be read and for a batch without lines, 413 for too many.
 */
export function splitBatch(body: Uint8Array): (BatchLine | Refusal)[] {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const start = bytes.subarray(0, 3).toString("latin1") === "\u00ef\u00bb\u00bf" ? 3 : 0;
  const lines = isArray(bytes, start) ? splitArray(bytes) : splitLines(bytes, start);
  if (lines.length === 0) throw new PortalError("bad_request", "The batch holds no event.");
  return lines;
}

function isArray(bytes: Buffer, start: number): boolean {
  let at = start;
  while (at < bytes.length && bytes[at]! <= 0x20) at += 1;
  return bytes[at] === BRACKET;
}

function splitArray(bytes: Buffer): BatchLine[] {
  refuseIntricate(bytes);
  const items = parseJson(bytes);
  if (!Array.isArray(items)) throw new PortalError("bad_request", "The body is not valid JSON.");
  refuseTooMany(items.length);
  return items.map((value, index) => ({ line: index + 1, value }));
}

function splitLines(bytes: Buffer, start: number): (BatchLine | Refusal)[] {
  const lines: (BatchLine | Refusal)[] = [];
  for (let from = start, line = 1; from < bytes.length; line += 1) {
    const found = bytes.indexOf(LINE_FEED, from);
    const end = found === -1 ? bytes.length : found;
    const read = readLine(bytes.subarray(from, end), line, found !== -1);
    if (read) lines.push(read);
    refuseTooMany(lines.length);
    if (line > MAX_LINES_IN_ALL) throw new PortalError("payload_too_large", "The batch has too many empty lines.");
    from = end + 1;
  }
  return lines;
}

const decoder = new TextDecoder("utf-8", { fatal: true });

/** Null for an empty line. */
function readLine(bytes: Buffer, line: number, isWhole: boolean): BatchLine | Refusal | null {
  if (bytes.length > MAX_LINE_BYTES)
    return { line, code: "line_too_long", detail: `A line may hold ${MAX_LINE_BYTES} bytes.` };
  let text: string;
  try {
    text = decoder.decode(bytes).trim();
  } catch {
    return isWhole ? { line, code: "not_utf8", detail: "The line is not UTF-8." } : cut(line);
  }
  if (text === "") return null;
  try {
    return { line, value: JSON.parse(text) as unknown };
  } catch {
    return isWhole ? { line, code: "not_json", detail: "The line is not one JSON object." } : cut(line);
  }
}

function cut(line: number): Refusal {
  return { line, code: "truncated", detail: "The last line is cut off: send it whole." };
}

function refuseTooMany(lines: number): void {
  if (lines > MAX_LINES)
    throw new PortalError("payload_too_large", `At most ${MAX_LINES} events are accepted at once.`);
}
