import "server-only";
import { COLUMN, type LedgerPage } from "../ledger-page";
import { PageWriter } from "./page-writer";

const SEQ = Buffer.from('{"seq":');
const PREV_HASH = Buffer.from(',"prevHash":"');
const HASH = Buffer.from('","hash":"');
const BYTES = Buffer.from('","bytes":');
const END = Buffer.from("}\n");
/** A control character becomes six bytes; canonical JSON has none. */
const MOST_PER_BYTE = 6;
const ROOM_PER_ROW = 80;

/** A page of entries as lines of JSON. `bytes` is the text that was hashed: SHA-256(0x00 ‖ bytes) must give `hash`. */
export function ndjsonPage(page: LedgerPage): Buffer {
  const writer = new PageWriter(page.all, page.all.length * MOST_PER_BYTE + page.count * ROOM_PER_ROW);
  for (let row = 0; row < page.count; row++) {
    writer.ascii(SEQ);
    writer.number(page.seq(row));
    writer.ascii(PREV_HASH);
    writer.hex(page.start(row, COLUMN.prev_hash), page.end(row, COLUMN.prev_hash));
    writer.ascii(HASH);
    writer.hex(page.start(row, COLUMN.hash), page.end(row, COLUMN.hash));
    writer.ascii(BYTES);
    writer.jsonString(page.start(row, COLUMN.body), page.end(row, COLUMN.body));
    writer.ascii(END);
  }
  return writer.written;
}
