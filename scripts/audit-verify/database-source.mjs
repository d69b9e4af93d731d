import pg from "pg";
import { copyPage } from "./copy-page.mjs";
import { COLUMN, Page, TABLE_WIDTH } from "./page.mjs";
import { Problem } from "./problem.mjs";

const PAGE = 500;
const COLUMNS = Object.keys(COLUMN).join(", ");

/** A database server, read in one snapshot: `npm run audit:verify -- postgresql://…`. */
export async function databaseSource(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  const rowsOf = async (sql, values) => (await client.query(sql, values)).rows;
  const nodes = new Map();
  for (const row of await rowsOf("SELECT level, index, hash FROM audit_nodes"))
    nodes.set(`${row.level} ${row.index}`, row.hash);
  const [{ last }] = await rowsOf("SELECT coalesce(max(seq), -1)::float8 AS last FROM audit_entries");
  const [head] = await rowsOf("SELECT size, hash FROM audit_head WHERE id = 1");
  return {
    short: "tampered", // nothing was cut off on its way
    head: head && { size: Number(head.size), hash: head.hash },
    async keys() {
      return (await rowsOf("SELECT verifier_key FROM audit_keys")).map((row) => row.verifier_key).join("\n");
    },
    async notes() {
      return (await rowsOf("SELECT note FROM audit_checkpoints ORDER BY size")).map((row) => row.note);
    },
    /** A page holds its entries until the next one is asked for: there are two, which take turns. */
    async *pages() {
      let [page, other] = [new Page(TABLE_WIDTH, PAGE), new Page(TABLE_WIDTH, PAGE)];
      const read = (into, condition) =>
        copyPage(
          client,
          `COPY (SELECT ${COLUMNS} FROM audit_entries WHERE ${condition} ORDER BY seq LIMIT ${PAGE})
           TO STDOUT (FORMAT binary)`,
          into,
        );
      // By numbers, which are dense: whatever the planner believes about the table, it reads no more than the page.
      const readFrom = (into, from) => read(into, `seq >= ${from} AND seq < ${from + PAGE}`);
      let reading = readFrom(page, 0);
      for (let from = 0; from <= last; from += PAGE) {
        await reading;
        if (page.count === 0) await read(page, `seq >= ${from}`); // after a gap, however wide
        reading = readFrom(other, from + PAGE); // while this page is checked
        reading.catch(() => {}); // of a reader that has left; else awaited above
        yield page;
        [page, other] = [other, page];
      }
    },
    /** Only nodes that a checkpoint covers are stored. */
    checkNode(level, index, hash) {
      const stored = nodes.get(`${level} ${index}`);
      if (stored && !stored.equals(hash))
        throw new Problem("tampered", `a stored node of level ${level} has another hash`, index * 256 ** level);
    },
    close: () => client.end(),
  };
}
