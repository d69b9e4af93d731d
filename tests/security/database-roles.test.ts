import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import path from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeAll, expect, vi } from "vitest";
import { appendAuditEntry } from "@/lib/audit/append";
import { refuseWithoutSigner } from "@/lib/audit/checkpoint/refuse-without-signer";
import { signCheckpoint } from "@/lib/audit/checkpoint/sign-checkpoint";
import { getLedgerProof } from "@/lib/audit/get-proof";
import { systemActor } from "@/lib/auth/actor";
import { useDatabase as replaceDatabase, transaction } from "@/lib/db/client";
import { openDatabase } from "@/lib/db/open";
import * as environment from "@/lib/env";
import { contextOf } from "../support/context";
import { onEmbeddedOnly, onServerOnly } from "../support/on-database-kind";
import { openScratchDatabase, type ScratchDatabase } from "../support/scratch-database";

const ROLES = ["app", "reader", "signer", "migrator"] as const;
const REFUSED = /is refused: .* belongs to the ledger/;
const DENIED = /permission denied|must be owner/;
const migrationsDirectory = path.resolve("prisma/migrations");
const system = { ...contextOf("admin"), actor: systemActor("checkpoint") };
/** Roles are the server's, not the database's: these are this file's own. */
const prefix = `roles_${randomBytes(4).toString("hex")}`;
const password = randomBytes(16).toString("hex");

let database: ScratchDatabase;
const command = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["scripts/run.mjs", ...args], { encoding: "utf8" });
  return { status, said: `${stdout}${stderr}` };
};
const account = (role: (typeof ROLES)[number]) => `${prefix}_${role}_login`;

function urlOf(role: (typeof ROLES)[number]): string {
  const url = new URL(database.url);
  [url.username, url.password] = [account(role), password];
  return url.href;
}

async function as(role: (typeof ROLES)[number], ...statements: string[]): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: urlOf(role) });
  await client.connect();
  try {
    let result: pg.QueryResult | undefined;
    for (const statement of statements) result = await client.query(statement);
    return result!;
  } finally {
    await client.end();
  }
}

const append = () =>
  transaction((tx) =>
    appendAuditEntry(tx, contextOf("on_call"), {
      action: "ANNOTATION_CREATED",
      subject: { type: "annotation", id: "1" },
    }),
  );

beforeAll(async () => {
  database = await openScratchDatabase();
  if (database.kind === "embedded") return;
  const made = command("db-roles", database.url, "--prefix", prefix);
  expect(made).toMatchObject({ status: 0, said: expect.stringContaining("An event trigger refuses") });
  for (const role of ROLES)
    await database.sql(`CREATE ROLE ${account(role)} LOGIN PASSWORD '${password}' IN ROLE ${prefix}_${role}`);
  await database.sql(`ALTER ROLE ${account("migrator")} SET role TO ${prefix}_migrator`);
  replaceDatabase(await openDatabase({ url: urlOf("app"), dataDirectory: "", migrationsDirectory }));
});

afterEach(() => {
  vi.restoreAllMocks();
});

afterAll(async () => {
  const kind = database.kind;
  const { url } = database;
  await database.close();
  if (kind === "embedded") return;
  // The roles may go once the database is gone that had grants to them.
  const { pathname } = new URL(url);
  const server = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL });
  await server.connect();
  await server.query(`DROP DATABASE IF EXISTS ${pathname.slice(1)} WITH (FORCE)`);
  const logins = ROLES.map(account).join(", ");
  const groups = [...ROLES, "owner"].map((role) => `${prefix}_${role}`).join(", ");
  await server.query(`DROP ROLE ${logins}`);
  await server.query(`DROP ROLE ${groups}`);
  await server.end();
});

function withSigner(): void {
  const given = environment.env();
  vi.spyOn(environment, "env").mockReturnValue({ ...given, AUDIT_SIGNER_DATABASE_URL: urlOf("signer") });
}

onServerOnly(
  "the portal's account adds to the ledger, and can neither change it nor lay hands on what guards it",
  async () => {
    const before = await append();
    expect(await append()).toBe(before + 1n);
    for (const attempt of [
      "UPDATE audit_entries SET action = 'X'",
      "DELETE FROM audit_entries",
      "TRUNCATE audit_entries",
      "ALTER TABLE audit_entries DISABLE TRIGGER ALL",
      "DROP TRIGGER audit_entries_append_only ON audit_entries",
      "DROP TABLE audit_entries",
      "ALTER TABLE audit_entries OWNER TO CURRENT_USER",
      "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
      "SET session_replication_role = replica",
      `SET ROLE ${prefix}_owner`,
      "DELETE FROM audit_head",
      "DELETE FROM audit_events",
      "INSERT INTO audit_head (id, hash) VALUES (2, '')",
      "INSERT INTO audit_checkpoints (size, note, root, frontier) VALUES (1, '', '', '')",
      "INSERT INTO audit_keys (verifier_key) VALUES ('forged')",
      "DELETE FROM reports",
      "UPDATE compliance_runs SET day = day",
      "DELETE FROM _prisma_migrations",
      "CREATE TABLE mine ()",
    ])
      await expect(as("app", attempt), attempt).rejects.toThrow(DENIED);
  },
);

onServerOnly(
  "the event trigger: not even an administrator drops or alters what the ledger is made of by mistake",
  async () => {
    const replaced =
      "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'";
    for (const attempt of [
      "ALTER TABLE audit_entries DISABLE TRIGGER ALL",
      "SET session_replication_role = replica; ALTER TABLE audit_entries DISABLE TRIGGER ALL",
      "ALTER TABLE audit_entries DROP COLUMN hash",
      "ALTER TABLE audit_entries RENAME TO entries",
      "ALTER INDEX audit_entries RENAME TO entries",
      "CREATE SCHEMA away; ALTER TABLE audit_checkpoints SET SCHEMA away",
      "ALTER TABLE audit_head OWNER TO CURRENT_USER",
      `DROP OWNED BY ${prefix}_owner CASCADE`,
      "DROP TRIGGER audit_entries_append_only ON audit_entries",
      "ALTER TRIGGER audit_entries_append_only ON audit_entries RENAME TO other",
      "CREATE TRIGGER mine BEFORE INSERT ON audit_entries FOR EACH ROW EXECUTE FUNCTION refuse_change()",
      "CREATE RULE swallow AS ON INSERT TO audit_entries DO INSTEAD NOTHING",
      "DROP TABLE audit_head",
      "DROP TABLE audit_checkpoints CASCADE",
      "DROP SCHEMA public CASCADE",
      "ALTER SCHEMA public RENAME TO other",
      replaced,
      "ALTER FUNCTION refuse_change() RENAME TO other",
      "DROP FUNCTION refuse_change() CASCADE",
      "DROP FUNCTION audit_prune(bigint, timestamptz)",
    ])
      expect([attempt, await database.sql(attempt).catch(String)]).toEqual([attempt, expect.stringMatching(REFUSED)]);
    await append();
    await database.sql("CREATE TABLE other (id int); ALTER TABLE other RENAME TO others; DROP TABLE others");
    await as("migrator", "ALTER TABLE audit_entries ADD later int", "ALTER TABLE audit_entries DROP later");
    await database.sql(`BEGIN; SET LOCAL ROLE ${prefix}_migrator; ${replaced}; ROLLBACK`);
  },
);

onServerOnly("the event trigger is left out, and that is said, where the account may not make it", async () => {
  const [name, admin] = [`${prefix}_other`, `${prefix}_admin`];
  await database.sql(`CREATE ROLE ${admin} LOGIN CREATEROLE PASSWORD '${password}'`);
  await database.sql(`CREATE DATABASE ${name} OWNER ${admin}`);
  const url = new URL(database.url);
  Object.assign(url, { pathname: `/${name}`, username: admin, password });
  try {
    await (await openDatabase({ url: url.href, dataDirectory: "", migrationsDirectory })).close();
    const said = expect.stringContaining("Left out: the event trigger");
    expect(command("db-roles", url.href, "--prefix", name)).toMatchObject({ status: 0, said });
  } finally {
    await database.sql(`DROP DATABASE ${name} WITH (FORCE)`);
    const groups = [...ROLES, "owner"].map((role) => `${name}_${role}`).join(", ");
    await database.sql(`DROP ROLE IF EXISTS ${groups}, ${admin}`);
  }
});

onServerOnly("only the signer's account writes checkpoints, and it touches nothing else", async () => {
  await append();
  await expect(signCheckpoint(system)).rejects.toThrow();
  withSigner();
  const size = await signCheckpoint(system);
  expect(size).toBeGreaterThan(0);
  expect((await as("reader", "SELECT max(size)::int AS size FROM audit_checkpoints")).rows).toEqual([{ size }]);
  for (const attempt of [
    "DELETE FROM audit_checkpoints",
    "SELECT * FROM users",
    "UPDATE audit_entries SET action = 'X'",
  ])
    await expect(as("signer", attempt), attempt).rejects.toThrow(DENIED);
});

onServerOnly("the auditor's account verifies the ledger, and sees nothing else", async () => {
  withSigner();
  await append();
  await signCheckpoint(system);
  const verified = command("audit-verify", urlOf("reader"), "--json");
  expect(verified).toMatchObject({ status: 0 });
  expect(JSON.parse(verified.said)).toMatchObject({ verdict: "ok", unsigned: 0 });
  for (const attempt of ["SELECT * FROM users", "SELECT * FROM sessions", "INSERT INTO audit_entries (seq) VALUES (0)"])
    await expect(as("reader", attempt), attempt).rejects.toThrow(DENIED);
});

onServerOnly("the portal says whether its account could go behind the ledger", async () => {
  const { account: parted } = await getLedgerProof(contextOf("compliance"));
  expect(parted).toEqual({ kind: "server", powers: [] });
  replaceDatabase(database);
  const { account: whole } = await getLedgerProof(contextOf("compliance"));
  expect(whole.powers).toEqual(["is a superuser, whom no trigger stops"]);
  await refuseWithoutSigner();
  replaceDatabase(await openDatabase({ url: urlOf("app"), dataDirectory: "", migrationsDirectory }));
});

onServerOnly("the portal says so when its account could, by a role that it was put into", async () => {
  const powers = async () => (await getLedgerProof(contextOf("compliance"))).account.powers;
  await database.sql(`GRANT ${prefix}_owner TO ${account("app")}`);
  expect(await powers()).toEqual(["owns the ledger, and only an event trigger keeps its triggers on"]);
  const switchedOff = "ALTER TABLE audit_entries DISABLE TRIGGER ALL";
  await expect(as("app", switchedOff)).rejects.toThrow(/belongs to the ledger/);
  await database.sql(`GRANT ${prefix}_migrator TO ${account("app")}`);
  expect(await powers()).toEqual(["owns the ledger, and could switch its triggers off"]);
  await as("app", `SET ROLE ${prefix}_migrator`, "BEGIN", switchedOff, "ROLLBACK");
  await database.sql(`REVOKE ${prefix}_owner, ${prefix}_migrator FROM ${account("app")}`);
});

onServerOnly("N01 a portal that could sign nothing does not start", async () => {
  await expect(refuseWithoutSigner()).rejects.toThrow(/AUDIT_SIGNER_DATABASE_URL/);
  withSigner();
  await refuseWithoutSigner();
});

onServerOnly("a pending migration is left to the account for migrations, and the portal says so", async () => {
  await database.sql("DELETE FROM _prisma_migrations WHERE migration_name LIKE '%_checkpoints'");
  const opening = openDatabase({ url: urlOf("app"), dataDirectory: "", migrationsDirectory });
  await expect(opening).rejects.toThrow(/_checkpoints is pending, and this database account may not apply it/);
  await as("migrator", "CREATE TABLE later (id int)");
  expect((await as("app", "INSERT INTO later VALUES (1) RETURNING id")).rows).toEqual([{ id: 1 }]);
});

onServerOnly("the command may run again, and says what is wrong with what it is given", () => {
  expect(command("db-roles", database.url, "--prefix", prefix)).toMatchObject({ status: 0 });
  expect(command("db-roles", database.url, "--prefix", "a; DROP ROLE b")).toMatchObject({
    status: 2,
    said: expect.stringContaining("plain name"),
  });
  expect(command("db-roles")).toMatchObject({ status: 2, said: expect.stringContaining("Usage") });
  const elsewhere = new URL(database.url);
  elsewhere.pathname = "/postgres";
  expect(command("db-roles", elsewhere.href)).toMatchObject({
    status: 1,
    said: expect.stringContaining("no ledger"),
  });
});

onEmbeddedOnly("the embedded database says that nothing parts the rights in it", async () => {
  const { account: own } = await getLedgerProof(contextOf("compliance"));
  expect(own.kind).toBe("embedded");
  expect(own.powers).toEqual(["is a superuser, whom no trigger stops"]);
});
