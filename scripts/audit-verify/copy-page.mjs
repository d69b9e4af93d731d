const HEADER_BYTES = 19;

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
  #chunks = [];

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
    this.#chunks.push(Buffer.from(chunk));
  }

  handleCommandComplete() {}

  handleReadyForQuery() {
    this.#done(Buffer.concat(this.#chunks));
  }
}
