import pg from "pg";
import { Problem } from "./problem.mjs";

const PAGE = 1_000;

/** A database server, read in one snapshot: `npm run audit:verify -- postgresql://…`. */
export async function databaseSource(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  const rowsOf = async (sql, values) => (await client.query(sql, values)).rows;
  const nodes = new Map();
  for (const row of await rowsOf("SELECT level, index, hash FROM audit_nodes"))
    nodes.set(`${row.level} ${row.index}`, row.hash);
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
    async *entries() {
      for (let from = "-1"; ; ) {
        const rows = await rowsOf(
          `SELECT seq, recorded_at, action, outcome, actor_kind, actor_id, actor_name, subject, request_id, body, hash
           FROM audit_entries WHERE seq > $1 ORDER BY seq LIMIT ${PAGE}`,
          [from],
        );
        for (const { seq, body, hash, ...columns } of rows) yield { seq: Number(seq), body, hash, columns };
        if (rows.length < PAGE) return;
        from = rows.at(-1).seq;
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
