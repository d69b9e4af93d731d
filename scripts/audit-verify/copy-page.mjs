const HEADER_BYTES = 19;
const FIRST_BYTES = 64 * 1024;
/** Pages follow one another and are much alike: room is made once, not by doubling. */
let usualBytes = FIRST_BYTES;

/** Rows of `COPY (…) TO STDOUT (FORMAT binary)`: each an array of Buffers and nulls, which lie in one piece of memory. */
export async function copyPage(client, sql) {
  const bytes = await new Promise((resolve, reject) => {
    client.query(new Copy(sql, resolve, reject));
  });
  const rows = [];
  for (let at = HEADER_BYTES; ; ) {
    const columns = bytes.readInt16BE(at);
    if (columns < 0) return rows;
    at += 2;
    const row = new Array(columns);
    for (let column = 0; column < columns; column++) {
      const length = bytes.readInt32BE(at);
      at += 4;
      row[column] = length < 0 ? null : bytes.subarray(at, at + length);
      at += Math.max(0, length);
    }
    rows.push(row);
  }
}

/** The driver hands the server's messages to whatever is under way, by these names. */
class Copy {
  #sql;
  #done;
  #bytes = Buffer.allocUnsafe(usualBytes);
  #size = 0;

  constructor(sql, done, failed) {
    this.#sql = sql;
    this.#done = done;
    this.handleError = failed;
  }

  submit(connection) {
    connection.query(this.#sql);
  }

  /** The chunk is the driver's own memory: it is copied. */
  handleCopyData({ chunk }) {
    if (this.#size + chunk.length > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(this.#size + chunk.length, this.#bytes.length * 2));
      larger.set(this.#bytes.subarray(0, this.#size));
      this.#bytes = larger;
    }
    this.#bytes.set(chunk, this.#size);
    this.#size += chunk.length;
  }

  handleCommandComplete() {}

  handleReadyForQuery() {
    usualBytes = Math.max(FIRST_BYTES, Math.ceil(this.#size * 1.05));
    this.#done(this.#bytes.subarray(0, this.#size));
  }
}
