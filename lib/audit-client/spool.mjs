// @ts-check
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, unlinkSync, writeSync } from "node:fs";
import path from "node:path";

/** A position is written in place, in one piece of this many bytes. */
const POSITION_BYTES = 128;
const SEGMENT = /^(\d{10})\.ndjson$/;
const LINE_FEED = 0x0a;

/**
 * @typedef {object} Pending a line that is not sent yet, and where it ends on the disk
 * @property {string} line
 * @property {number} bytes
 * @property {number} segment
 * @property {number} end
 */

/**
 * Lines on the disk until they are sent: append-only files of bounded size, and a position. A process that is killed
 * finds there what it had not sent. The page cache is trusted, nothing is synced: a power cut may cost the last lines.
 * When it is full the oldest lines stay and new ones are dropped. One process per folder.
 */
export class Spool {
  /** @type {Pending[]} */
  #pending = [];
  #pendingBytes = 0;
  #segment = 0;
  #segmentSize = 0;
  /** @type {number | null} */
  #file = null;
  #position = { segment: 0, offset: 0, lastSeq: 0 };
  #positionFile;

  /** @param {{ folder: string, maxBytes: number }} options */
  constructor({ folder, maxBytes }) {
    this.folder = folder;
    this.maxBytes = maxBytes;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#positionFile = openSync(path.join(folder, "position"), "a+", 0o600);
    closeSync(this.#positionFile);
    this.#positionFile = openSync(path.join(folder, "position"), "r+");
    this.#load();
  }

  /** The highest number that was given out. */
  get lastSeq() {
    return this.#position.lastSeq;
  }

  get size() {
    return this.#pending.length;
  }

  /** Gives out the next number. It is used up also when its line is dropped: the portal then sees the gap. */
  nextSeq() {
    this.#position.lastSeq += 1;
    return this.#position.lastSeq;
  }

  /**
   * Keeps a line. False when there is no room. A disk that fails leaves the line in memory.
   * @param {string} line
   * @returns {boolean}
   */
  append(line) {
    const bytes = Buffer.from(`${line}\n`);
    if (this.#pendingBytes + bytes.length > this.maxBytes) {
      this.#writePosition(); // the number was used
      return false;
    }
    this.#write(bytes);
    this.#pending.push({ line, bytes: bytes.length, segment: this.#segment, end: this.#segmentSize });
    this.#pendingBytes += bytes.length;
    return true;
  }

  /**
   * The oldest lines, at least one when there is any.
   * @param {number} maxLines
   * @param {number} maxBytes
   * @returns {string[]}
   */
  peek(maxLines, maxBytes) {
    const lines = [];
    let total = 0;
    for (const { line, bytes } of this.#pending.slice(0, maxLines)) {
      total += bytes;
      if (lines.length > 0 && total > maxBytes) break;
      lines.push(line);
    }
    return lines;
  }

  /**
   * The oldest `count` lines are with the portal.
   * @param {number} count
   */
  done(count) {
    const sent = this.#pending.splice(0, count);
    for (const { bytes } of sent) this.#pendingBytes -= bytes;
    const last = sent.at(-1);
    if (!last) return;
    this.#position.segment = last.segment;
    this.#position.offset = last.end;
    if (this.#pending.length === 0) this.#closeSegment();
    this.#writePosition();
    this.#forget(this.#pending[0]?.segment ?? this.#segment + 1);
  }

  close() {
    this.#closeSegment();
    this.#writePosition();
    closeSync(this.#positionFile);
  }

  #load() {
    this.#readPosition();
    const segments = this.#segments();
    for (const segment of segments) if (segment >= this.#position.segment) this.#loadSegment(segment);
    // What was there is only read: a line that was cut off stays the last of its file.
    this.#segment = Math.max(this.#position.segment, ...segments);
    this.#forget(this.#position.segment);
  }

  /** @param {number} segment */
  #loadSegment(segment) {
    const bytes = readFileSync(this.#pathOf(segment));
    let from = segment === this.#position.segment ? this.#position.offset : 0;
    for (let end = bytes.indexOf(LINE_FEED, from); end !== -1; end = bytes.indexOf(LINE_FEED, from)) {
      const line = bytes.toString("utf8", from, end);
      const seq = seqOf(line);
      if (seq !== null) {
        this.#position.lastSeq = Math.max(this.#position.lastSeq, seq);
        this.#pending.push({ line, bytes: end + 1 - from, segment, end: end + 1 });
        this.#pendingBytes += end + 1 - from;
      }
      from = end + 1;
    }
  }

  /** @param {Buffer} bytes */
  #write(bytes) {
    try {
      if (this.#file !== null && this.#segmentSize + bytes.length > this.maxBytes / 8) this.#closeSegment();
      const written = writeSync(this.#file ?? this.#openSegment(), bytes);
      if (written < bytes.length) throw new Error("the disk took half a line");
      this.#segmentSize += written;
    } catch {
      this.#closeSegment(); // what follows half a line would be lost with it
    }
  }

  /** @returns {number} */
  #openSegment() {
    this.#segment += 1;
    this.#segmentSize = 0;
    const file = openSync(this.#pathOf(this.#segment), "ax", 0o600);
    this.#file = file;
    return file;
  }

  #closeSegment() {
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
  }

  #segments() {
    return readdirSync(this.folder)
      .map((name) => SEGMENT.exec(name)?.[1])
      .filter((digits) => digits !== undefined)
      .map(Number)
      .sort((a, b) => a - b);
  }

  /** @param {number} first the oldest segment that is still needed */
  #forget(first) {
    for (const segment of this.#segments()) if (segment < first) unlinkSync(this.#pathOf(segment));
  }

  /** @param {number} segment */
  #pathOf(segment) {
    return path.join(this.folder, `${String(segment).padStart(10, "0")}.ndjson`);
  }

  #readPosition() {
    try {
      const { segment, offset, lastSeq } = JSON.parse(readFileSync(path.join(this.folder, "position"), "utf8"));
      if ([segment, offset, lastSeq].every(Number.isSafeInteger)) this.#position = { segment, offset, lastSeq };
    } catch {
      // None yet, or half of one: everything that is there is sent again, and the portal knows it by its id.
    }
  }

  #writePosition() {
    try {
      writeSync(this.#positionFile, JSON.stringify(this.#position).padEnd(POSITION_BYTES), 0);
    } catch {
      // As above: at worst lines are sent twice.
    }
  }
}

/**
 * @param {string} line
 * @returns {number | null} null: not a line of ours
 */
function seqOf(line) {
  try {
    const { seq } = JSON.parse(line);
    return Number.isSafeInteger(seq) ? seq : null;
  } catch {
    return null;
  }
}
