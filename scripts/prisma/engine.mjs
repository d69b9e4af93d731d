// Loads @prisma/schema-engine-wasm (the Rust schema engine compiled to WebAssembly) outside a bundler.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";

let loaded;

async function loadEngine() {
  loaded ??= (async () => {
    const glue = fileURLToPath(import.meta.resolve("@prisma/schema-engine-wasm/schema_engine_bg"));
    const module = new WebAssembly.Module(await readFile(glue.replace(/\.js$/, ".wasm")));
    const instance = new WebAssembly.Instance(module, { "./schema_engine_bg.js": bindings });
    bindings.__wbg_set_wasm(instance.exports);
    instance.exports.__wbindgen_start();
    return bindings.SchemaEngine;
  })();
  return loaded;
}

/** Starts an engine over a bound driver-adapter factory. `datamodels` is undefined when the command needs no schema. */
export async function newEngine(boundFactory, datamodels, debug = () => {}) {
  const SchemaEngine = await loadEngine();
  return SchemaEngine.new({ datamodels }, debug, boundFactory);
}
