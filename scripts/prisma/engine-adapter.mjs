// Driver-adapter factories for the WebAssembly schema engine. They mend three gaps of the stock adapters:
//  1. "char" columns (OID 18) of pg_catalog are rejected by @prisma/adapter-pg: presented as bpchar
//  2. executeScript() splits on ";" (adapter-pg) or is not awaited (pglite adapter): the script is sent whole
//  3. the shadow database is an in-memory PGlite, so neither a server nor the CREATEDB right is needed
import { PGlite } from "@electric-sql/pglite";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import pg from "pg";
import { PrismaPGlite } from "pglite-prisma-adapter";

const OID_CHAR = 18;
const OID_BPCHAR = 1042;

function presentCharAsBpchar(pool) {
  const query = pool.query.bind(pool);
  pool.query = async (...args) => {
    const result = await query(...args);
    for (const part of Array.isArray(result) ? result : [result])
      for (const field of part?.fields ?? []) if (field.dataTypeID === OID_CHAR) field.dataTypeID = OID_BPCHAR;
    return result;
  };
  return pool;
}

function sendScriptWhole(adapter, run) {
  adapter.executeScript = async (script) => {
    try {
      await run(script);
    } catch (error) {
      adapter.onError(error);
    }
  };
  return adapter;
}

async function shadowDatabase() {
  const db = await PGlite.create();
  const adapter = await new PrismaPGlite(db).connect();
  adapter.dispose = () => db.close();
  return sendScriptWhole(adapter, (script) => db.exec(script));
}

/** Factory over a PostgreSQL server. */
export function serverFactory(connectionString) {
  return {
    adapterName: "@prisma/adapter-pg",
    provider: "postgres",
    async connect() {
      const pool = presentCharAsBpchar(new pg.Pool({ connectionString, max: 1 }));
      const adapter = await new PrismaPg(pool, { disposeExternalPool: true }).connect();
      return sendScriptWhole(adapter, (script) => pool.query(script));
    },
    connectToShadowDb: shadowDatabase,
  };
}

/** Factory over an embedded PostgreSQL. */
export function embeddedFactory(db) {
  return {
    adapterName: "pglite",
    provider: "postgres",
    async connect() {
      return sendScriptWhole(await new PrismaPGlite(db).connect(), (script) => db.exec(script));
    },
    connectToShadowDb: shadowDatabase,
  };
}

export const bindFactory = bindMigrationAwareSqlAdapterFactory;
