import "server-only";
import { COLUMN, type LedgerColumn, type LedgerPage } from "./ledger-page";

const literal = (text: string) => Buffer.from(text);
const ACTION = literal('{"action":');
const ACTOR = literal(',"actor":{');
const ID = literal('"id":');
const COMMA = literal(",");
const KIND = literal('"kind":');
const NAME = literal(',"name":');
const ROLE = literal(',"role":"');
const END = literal("}");
const DETAIL = literal(',"detail":');
const OUTCOME = literal('"outcome":');
const PREV = literal(',"prev":"');
const RECORDED_AT = literal('","recordedAt":"');
const REQUEST_ID = literal('","requestId":');
const SALT = literal(',"salt":"');
const SEQ = literal('","seq":');
const SUBJECT = literal(',"subject":');
const NULL = literal("null");
const USER_AGENT = literal(',"userAgent":"');
const ENDS = literal(',"v":1}');
const HEX = literal("0123456789abcdef");
const ZERO = 0x30;
const QUOTE = 0x22;
const QUOTES = literal('"');
const BACKSLASH = 0x5c;
const FIRST_PRINTABLE = 0x20;

let lastTime = { ms: Number.NaN, text: literal("") };

/**
 * Whether the columns of an entry are what its bytes say, found by walking along the bytes. False also stands for "not
 * sure", as for names with quotes in them: then the whole text has to be parsed. The place in the chain stands last, with
 * texts behind it that hold no quote, so that nothing in a detail can be taken for it.
 */
export function columnsAgree(page: LedgerPage, row: number): boolean {
  const walk = new Walk(page, row);
  return (
    walk.says(ACTION) &&
    walk.column(COLUMN.action) &&
    walk.says(ACTOR) &&
    (page.start(row, COLUMN.actor_id) < 0 || (walk.says(ID) && walk.column(COLUMN.actor_id) && walk.says(COMMA))) &&
    walk.says(KIND) &&
    walk.column(COLUMN.actor_kind) &&
    (page.start(row, COLUMN.actor_name) < 0 || (walk.says(NAME) && walk.column(COLUMN.actor_name))) &&
    walk.role() &&
    walk.says(DETAIL) &&
    walk.toPlace() &&
    walk.says(OUTCOME) &&
    walk.column(COLUMN.outcome) &&
    walk.says(PREV) &&
    walk.hex(COLUMN.prev_hash) &&
    walk.says(RECORDED_AT) &&
    walk.says(isoOf(page.recordedAt(row))) &&
    walk.says(REQUEST_ID) &&
    walk.column(COLUMN.request_id) &&
    walk.says(SALT) &&
    walk.text() &&
    walk.says(SEQ) &&
    walk.digits(page.seq(row)) &&
    walk.says(SUBJECT) &&
    (page.start(row, COLUMN.subject) < 0 ? walk.says(NULL) : walk.column(COLUMN.subject)) &&
    walk.userAgent() &&
    walk.says(ENDS) &&
    walk.isAtEnd()
  );
}

/** A place in an entry's bytes, which every step moves on. */
class Walk {
  private readonly all: Buffer;
  private readonly end: number;
  private at: number;

  constructor(
    private readonly page: LedgerPage,
    private readonly row: number,
  ) {
    this.all = page.all;
    this.at = page.start(row, COLUMN.body);
    this.end = page.end(row, COLUMN.body);
  }

  says(words: Buffer): boolean {
    const { all, at } = this;
    if (at + words.length > this.end) return false;
    for (let i = 0; i < words.length; i++) if (all[at + i] !== words[i]) return false;
    this.at = at + words.length;
    return true;
  }

  /** The column's text in quotes; false when JSON would write it in another way than as it is. */
  column(name: LedgerColumn): boolean {
    const { all, at } = this;
    const start = this.page.start(this.row, name);
    const length = this.length(name);
    if (start < 0 || at + length + 2 > this.end || all[at] !== QUOTE) return false;
    for (let i = 0; i < length; i++) {
      const byte = all[start + i]!;
      if (all[at + 1 + i] !== byte || byte < FIRST_PRINTABLE || byte === QUOTE || byte === BACKSLASH) return false;
    }
    this.at = at + length + 2;
    return all[at + length + 1] === QUOTE;
  }

  hex(name: LedgerColumn): boolean {
    const { all, at } = this;
    const start = this.page.start(this.row, name);
    const length = this.length(name);
    if (at + 2 * length > this.end) return false;
    for (let i = 0; i < length; i++) {
      const byte = all[start + i]!;
      if (all[at + 2 * i] !== HEX[byte >> 4] || all[at + 2 * i + 1] !== HEX[byte & 15]) return false;
    }
    this.at = at + 2 * length;
    return true;
  }

  digits(value: number): boolean {
    let place = 1;
    while (value >= place * 10) place *= 10;
    for (; place >= 1; place /= 10) if (this.all[this.at++] !== ZERO + (Math.floor(value / place) % 10)) return false;
    return true;
  }

  /** The actor's role has no column. */
  role(): boolean {
    return (!this.says(ROLE) || (this.text() && this.says(QUOTES))) && this.says(END);
  }

  userAgent(): boolean {
    return !this.says(USER_AGENT) || (this.text() && this.says(QUOTES));
  }

  /** To the quote behind any text; false when JSON would write something in it in another way. */
  text(): boolean {
    for (; this.at < this.end && this.all[this.at] !== QUOTE; this.at++)
      if (this.all[this.at] === BACKSLASH || this.all[this.at]! < FIRST_PRINTABLE) return false;
    return this.at < this.end;
  }

  isAtEnd(): boolean {
    return this.at === this.end;
  }

  /** To the outcome, which stands before the hash of the entry before. */
  toPlace(): boolean {
    const prev = this.all.lastIndexOf(PREV, this.end - PREV.length);
    const outcome = prev - OUTCOME.length - this.length(COLUMN.outcome) - 2;
    if (outcome < this.at) return false;
    this.at = outcome;
    return true;
  }

  private length(name: LedgerColumn): number {
    return this.page.end(this.row, name) - this.page.start(this.row, name);
  }
}

/** Entries that were written together have one time. */
function isoOf(ms: number): Buffer {
  if (lastTime.ms !== ms) lastTime = { ms, text: literal(new Date(ms).toISOString()) };
  return lastTime.text;
}
