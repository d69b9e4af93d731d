#!/usr/bin/env node
// Stand-in for Prisma's native `schema-engine` binary: JSON-RPC on stdio, backed by the WebAssembly engine.
// SCHEMA_ENGINE_OFFLINE=1 diffs migrations against the schema with no server at all.
import { readFile } from "node:fs/promises";
import readline from "node:readline";
import { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import { newEngine } from "./engine.mjs";
import { bindFactory, embeddedFactory, serverFactory } from "./engine-adapter.mjs";

const EXIT_PANIC = 101; // what the CLI expects of a crashed engine; any other code is read as success

globalThis.PRISMA_WASM_PANIC_REGISTRY = {
  message: "",
  set_message(message) {
    this.message = message;
  },
};

const argv = process.argv.slice(2);
const options = (name) => argv.flatMap((arg, i) => (arg === name ? [argv[i + 1]] : []));
const datasource = JSON.parse(options("--datasource")[0] ?? "{}");
const report = (level, target, fields) => process.stderr.write(`${JSON.stringify({ level, target, fields })}\n`);

process.on("uncaughtException", (error) => {
  report("ERROR", "schema_engine", { message: globalThis.PRISMA_WASM_PANIC_REGISTRY.message || error.stack });
  process.exit(EXIT_PANIC);
});

const quoted = (name) => `"${name.replaceAll('"', '""')}"`;

async function onMaintenanceDatabase(statement) {
  const url = new URL(datasource.url);
  const name = decodeURIComponent(url.pathname.slice(1));
  url.pathname = "/postgres";
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query(statement(quoted(name)));
  } finally {
    await client.end();
  }
}

const databaseCommands = {
  async "can-connect-to-database"() {
    const client = new pg.Client({ connectionString: datasource.url });
    await client.connect();
    await client.end();
  },
  "create-database": () => onMaintenanceDatabase((name) => `CREATE DATABASE ${name}`),
  async "drop-database"() {
    await onMaintenanceDatabase((name) => `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    process.stderr.write("The database was successfully dropped.");
  },
};

const commandAt = argv.indexOf("cli");
if (commandAt >= 0) {
  process.stderr.write("\n");
  try {
    await databaseCommands[argv[commandAt + 1]]();
    process.exit(0);
  } catch (error) {
    const errorCode = error.code === "3D000" ? "P1003" : "P1001";
    report("ERROR", "schema_engine::logger", { message: error.message, error_code: errorCode, is_panic: false });
    process.exit(1);
  }
}

const datamodels = await Promise.all(options("--datamodels").map(async (file) => [file, await readFile(file, "utf8")]));
const factory = bindFactory(
  process.env.SCHEMA_ENGINE_OFFLINE === "1" ? embeddedFactory(await PGlite.create()) : serverFactory(datasource.url),
);
let engine;

const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);

async function answer({ id, method, params }) {
  engine ??= await newEngine(factory, datamodels.length ? datamodels : undefined);
  if (method === "createDatabase") return { databaseName: new URL(datasource.url).pathname.slice(1) };
  const result = await engine[method === "getDatabaseVersion" ? "version" : method](params);
  if (method !== "diff" || result?.stdout == null) return result ?? null;
  // The native engine prints a diff by calling back; the id only has to differ from the request's.
  send({ id: 100_000 + id, method: "print", params: { content: result.stdout } });
  return { exitCode: result.exitCode, stdout: null };
}

let queue = Promise.resolve();
const lines = readline.createInterface({ input: process.stdin });
lines.on("line", (line) => {
  const request = JSON.parse(line);
  if (!request.method) return;
  queue = queue.then(async () => {
    try {
      send({ id: request.id, result: await answer(request) });
    } catch (error) {
      const data = {
        is_panic: false,
        message: error.message ?? String(error),
        error_code: error.code ?? null,
        meta: error.meta ?? null,
      };
      send({
        id: request.id,
        error: { code: 4466, message: "An error happened. Check the data field for details.", data },
      });
    }
  });
});
lines.on("close", async () => {
  await queue;
  process.exit(0);
});
