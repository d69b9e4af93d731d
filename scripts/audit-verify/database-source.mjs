import pg from "pg";
import { copyPage } from "./copy-page.mjs";
import { leafOf } from "./leaf-of.mjs";
import { Problem } from "./problem.mjs";

const PAGE = 500;
const EPOCH_2000_MS = 946_684_800_000;

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
    async *pages() {
      const read = (condition) =>
        copyPage(
          client,
          `COPY (SELECT seq, recorded_at, body, hash, action, outcome, subject, request_id, actor_kind, actor_id,
                        actor_name
                 FROM audit_entries WHERE ${condition} ORDER BY seq LIMIT ${PAGE}) TO STDOUT (FORMAT binary)`,
        );
      // By numbers, which are dense: whatever the planner believes about the table, it reads no more than the page.
      const page = (from) => read(`seq >= ${from} AND seq < ${from + PAGE}`);
      let reading = page(0);
      for (let from = 0; from <= last; from += PAGE) {
        const found = await reading;
        const rows = found.length > 0 ? found : await read(`seq >= ${from}`); // after a gap, however wide
        reading = page(from + PAGE); // while this page is checked
        reading.catch(() => {}); // of a reader that has left; else awaited above
        yield rows.map(([seq, time, body, hash, ...columns]) => ({
          seq: integer(seq),
          leaf: leafOf(body),
          hash,
          columns: { recordedAt: integer(time) / 1_000 + EPOCH_2000_MS, texts: columns },
        }));
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

const integer = (bytes) => bytes.readInt32BE(0) * 2 ** 32 + bytes.readUInt32BE(4);
