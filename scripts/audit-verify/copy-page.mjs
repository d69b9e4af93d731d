import { TABLE_WIDTH } from "./page.mjs";

const SIGNATURE_BYTES = 19;
const HEADER_BYTES = 5;
const COPY_DATA = "d".charCodeAt(0);
const READY_FOR_QUERY = "Z".charCodeAt(0);

/** Fills a page with what `COPY (…) TO STDOUT (FORMAT binary)` gives: columns in the order of COLUMN. */
export async function copyPage(client, sql, page) {
  const messages = await new Promise((resolve, reject) => {
    client.query(new Copy(sql, page, resolve, reject));
  });
  const { bytes, from, to } = page;
  let cell = 0;
  let skip = SIGNATURE_BYTES; // stands before the first row, in its message
  for (let at = 0; at < messages; at += 1 + bytes.readUInt32BE(at + 1)) {
    if (bytes[at] !== COPY_DATA) continue;
    let place = at + HEADER_BYTES + skip;
    skip = 0;
    const isRow = bytes.readInt16BE(place) >= 0;
    place += 2;
    for (let column = 0; isRow && column < TABLE_WIDTH; column++, cell++) {
      const length = bytes.readInt32BE(place);
      place += 4;
      from[cell] = length < 0 ? -1 : place;
      place += Math.max(0, length);
      to[cell] = place;
    }
  }
  page.count = cell / TABLE_WIDTH;
  page.gatherHashes();
}

/**
 * Reads the socket in the driver's place, which would make an object and an event of each row. All messages but those
 * with rows are the driver's own; from the last of them on, the socket is its own again.
 */
class Copy {
  #sql;
  #page;
  #done;
  #size = 0;
  /** Where the next message begins, which may not have come yet. */
  #next = 0;
  #stream;
  #drivers;

  constructor(sql, page, done, failed) {
    this.#sql = sql;
    this.#page = page;
    this.#done = done;
    this.handleError = failed;
  }

  submit(connection) {
    this.#stream = connection.stream;
    this.#drivers = this.#stream.listeners("data");
    this.#stream.on("data", this.#take);
    for (const driver of this.#drivers) this.#stream.off("data", driver);
    connection.query(this.#sql);
  }

  #take = (chunk) => {
    const after = this.#size + chunk.length;
    if (after > this.#page.bytes.length) this.#page.grow(after);
    const { bytes } = this.#page;
    bytes.set(chunk, this.#size);
    this.#size = after;
    while (this.#next + HEADER_BYTES <= this.#size) {
      const end = this.#next + 1 + bytes.readUInt32BE(this.#next + 1);
      if (bytes[this.#next] !== COPY_DATA) {
        if (end > this.#size) return;
        if (bytes[this.#next] === READY_FOR_QUERY) return this.#handBack();
        this.#tellDriver(bytes.subarray(this.#next, end));
      }
      this.#next = end;
    }
  };

  #tellDriver(message) {
    for (const driver of this.#drivers) driver(message);
  }

  /** A copy: the driver may keep what has come behind, and the page's memory will be used again. */
  #handBack() {
    for (const driver of this.#drivers) this.#stream.on("data", driver);
    this.#stream.off("data", this.#take);
    this.#tellDriver(Buffer.from(this.#page.bytes.subarray(this.#next, this.#size)));
  }

  handleCommandComplete() {}

  handleReadyForQuery() {
    this.#done(this.#next);
  }
}
