import { parseArgs } from "node:util";
import { CommandError } from "../bootstrap/command-error.mjs";
import { guardStatements } from "../database-roles/guard-statements.mjs";
import { roleNames } from "../database-roles/role-names.mjs";
import { statements } from "../database-roles/statements.mjs";

const USAGE = `Usage: npm run db:roles -- postgresql://<administrator>@<host>/<database> [--prefix portal]
Parts the rights to the portal's database among five roles. Run it after the first migration, and after every upgrade.`;

const LEFT_OUT =
  "Left out: the event trigger that refuses to drop or alter them. Only a superuser may make it, and this account is none.";
const NOT_ALLOWED = "42501";

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
    const guarded = await guard(client, guardStatements(roles, tables));
    await client.query("COMMIT");
    process.stdout.write(`${wordsOf(roles, tables, guarded)}\n`);
    return 0;
  } catch (error) {
    process.stderr.write(`The roles were not made, and nothing was changed: ${error.message}\n`);
    return 1;
  } finally {
    await client.end();
  }
}

/** Whether the account was allowed to: event triggers are a superuser's, and the rights are parted without them too. */
async function guard(client, statements) {
  await client.query("SAVEPOINT guard");
  try {
    for (const statement of statements) await client.query(statement);
    return true;
  } catch (error) {
    if (error.code !== NOT_ALLOWED) throw error;
    await client.query("ROLLBACK TO SAVEPOINT guard");
    return false;
  }
}

function wordsOf(roles, tables, guarded) {
  const kept = tables.filter(({ appendOnly }) => appendOnly).map(({ name }) => name);
  return `The rights to ${tables.length} tables are parted; ${kept.join(", ")} are append-only for everybody who logs in.
${guarded ? `An event trigger refuses to drop or alter them, unless as ${roles.migrator}.` : LEFT_OUT}
Nobody can log in as these roles. Make one account for each purpose:
  CREATE ROLE portal LOGIN PASSWORD '…' IN ROLE ${roles.app};               -- DATABASE_URL
  CREATE ROLE portal_signs LOGIN PASSWORD '…' IN ROLE ${roles.signer};      -- AUDIT_SIGNER_DATABASE_URL
  CREATE ROLE auditor LOGIN PASSWORD '…' IN ROLE ${roles.reader};           -- npm run audit:verify
  CREATE ROLE portal_deploy LOGIN PASSWORD '…' IN ROLE ${roles.migrator};   -- migrations alone
  ALTER ROLE portal_deploy SET role TO ${roles.migrator};`;
}
