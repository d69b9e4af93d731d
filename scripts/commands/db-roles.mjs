import { parseArgs } from "node:util";
import { CommandError } from "../bootstrap/command-error.mjs";
import { roleNames } from "../database-roles/role-names.mjs";
import { statements } from "../database-roles/statements.mjs";

const USAGE = `Usage: npm run db:roles -- postgresql://<administrator>@<host>/<database> [--prefix portal]
Parts the rights to the portal's database among five roles. Run it after the first migration, and after every upgrade.`;

const TABLES = `
  SELECT c.relname AS name, EXISTS (
    SELECT FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
    WHERE t.tgrelid = c.oid AND p.proname = 'refuse_change') AS "appendOnly"
  FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY 1`;

/** Makes the roles and gives each its rights, all or nothing; whoever logs in is put into them by hand. */
export async function run(args) {
  let url;
  let roles;
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { prefix: { type: "string", default: "portal" } },
    });
    if (positionals.length !== 1) throw new Error("Name one database.");
    url = positionals[0];
    roles = roleNames(values.prefix);
  } catch (error) {
    process.stderr.write(`${error.message}\n${USAGE}\n`);
    return 2;
  }
  const { default: pg } = await import("pg").catch(() => {
    throw new CommandError("The dependencies are not installed: run npm ci first.");
  });
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    const { rows: tables } = await client.query(TABLES);
    if (!tables.some(({ name }) => name === "audit_entries"))
      throw new Error("This database has no ledger: start the portal once, or migrate it, first.");
    await client.query("BEGIN");
    for (const statement of statements(roles, tables)) await client.query(statement);
    await client.query("COMMIT");
    process.stdout.write(`${wordsOf(roles, tables)}\n`);
    return 0;
  } catch (error) {
    process.stderr.write(`The roles were not made, and nothing was changed: ${error.message}\n`);
    return 1;
  } finally {
    await client.end();
  }
}

function wordsOf(roles, tables) {
  const kept = tables.filter(({ appendOnly }) => appendOnly).map(({ name }) => name);
  return `The rights to ${tables.length} tables are parted; ${kept.join(", ")} are append-only for everybody who logs in.
Nobody can log in as these roles. Make one account for each purpose:
  CREATE ROLE portal LOGIN PASSWORD '…' IN ROLE ${roles.app};               -- DATABASE_URL
  CREATE ROLE portal_signs LOGIN PASSWORD '…' IN ROLE ${roles.signer};      -- AUDIT_SIGNER_DATABASE_URL
  CREATE ROLE auditor LOGIN PASSWORD '…' IN ROLE ${roles.reader};           -- npm run audit:verify
  CREATE ROLE portal_deploy LOGIN PASSWORD '…' IN ROLE ${roles.migrator};   -- migrations alone
  ALTER ROLE portal_deploy SET role TO ${roles.migrator};`;
}
