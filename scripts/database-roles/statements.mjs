import { unguardStatements } from "./guard-statements.mjs";
import { isKept } from "./is-kept.mjs";

/** Signed tables: what stands in them comes from the signer alone. */
const SIGNED = new Set(["audit_checkpoints", "audit_nodes", "audit_keys"]);
const ENTRIES = "audit_entries";
const HEAD = "audit_head";
/** Ids of what other systems told: an event that was taken once stays taken. */
const EVENTS = "audit_events";
/** Prisma's own book of what was migrated. */
const BOOK = "_prisma_migrations";

/**
 * The statements that part the rights to one database among the roles; they may run again at any time. `tables`: name,
 * and whether a trigger keeps it append-only.
 */
export function statements(roles, tables) {
  const all = Object.values(roles).join(", ");
  return [
    ...unguardStatements,
    ...Object.values(roles).map(created),
    `GRANT ${roles.owner} TO ${roles.migrator}`,
    // Who is no superuser may hand tables only to a role of its own.
    `DO $$ BEGIN IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
       GRANT ${roles.owner}, ${roles.migrator} TO CURRENT_USER; END IF; END $$`,
    "REVOKE ALL ON SCHEMA public FROM PUBLIC",
    `GRANT USAGE ON SCHEMA public TO ${all}`,
    `GRANT CREATE ON SCHEMA public TO ${roles.owner}, ${roles.migrator}`,
    `REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, ${roles.app}, ${roles.reader}, ${roles.signer}`,
    ...tables.flatMap((table) => [ownership(roles, table), ...grants(roles, table)]),
    `ALTER FUNCTION refuse_change() OWNER TO ${roles.owner}`,
    // Runs as its owner, who must see the holds; it keeps the rules of retention itself.
    `ALTER FUNCTION audit_prune(bigint, timestamptz) OWNER TO ${roles.owner}`,
    `GRANT SELECT, UPDATE ON public.legal_holds TO ${roles.owner}`,
    `REVOKE EXECUTE ON FUNCTION audit_prune(bigint, timestamptz) FROM PUBLIC`,
    `GRANT EXECUTE ON FUNCTION audit_prune(bigint, timestamptz) TO ${roles.app}`,
    `GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO ${roles.app}`,
    // Of what a later migration makes; whether the ledger's own are among them is settled when this runs again.
    `ALTER DEFAULT PRIVILEGES FOR ROLE ${roles.migrator} IN SCHEMA public
       GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${roles.app}`,
    `ALTER DEFAULT PRIVILEGES FOR ROLE ${roles.migrator} IN SCHEMA public
       GRANT USAGE, SELECT ON SEQUENCES TO ${roles.app}`,
  ];
}

function created(role) {
  return `DO $$ BEGIN CREATE ROLE ${role} NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`;
}

/** Who owns a table can switch its triggers off: the ledger and the evidence belong to a role that nobody logs in as. */
function ownership(roles, table) {
  return `ALTER TABLE public."${table.name}" OWNER TO ${isKept(table) ? roles.owner : roles.migrator}`;
}

function grants(roles, { name, appendOnly }) {
  const grant = (rights, ...to) => `GRANT ${rights} ON public."${name}" TO ${to.join(", ")}`;
  if (name === BOOK) return [grant("SELECT", roles.app)];
  if (name === HEAD) return [grant("SELECT, UPDATE", roles.app, roles.signer), grant("SELECT", roles.reader)];
  if (SIGNED.has(name)) return [grant("SELECT", roles.app, roles.reader), grant("SELECT, INSERT", roles.signer)];
  if (name === ENTRIES) return [grant("SELECT, INSERT", roles.app, roles.signer), grant("SELECT", roles.reader)];
  return [grant(appendOnly || name === EVENTS ? "SELECT, INSERT" : "SELECT, INSERT, UPDATE, DELETE", roles.app)];
}
