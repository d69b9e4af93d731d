import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

const DRIVER = `
local redact = dofile(arg[1])
local function plain(hex) return (hex:gsub("%x%x", function(two) return string.char(tonumber(two, 16)) end)) end
local function hexed(text) return (text:gsub(".", function(sign) return string.format("%02x", sign:byte()) end)) end
for line in io.lines(arg[2]) do
  local queries, hex = line:match("^(%a+) (%x*)$")
  io.write(hexed(redact.text(plain(hex), queries)), "\\n")
end`;

const RECORDS = `
dofile(arg[1])
local function json(value)
  if type(value) ~= "table" then return type(value) == "string" and string.format("%q", value) or tostring(value) end
  local members = {}
  for name, member in pairs(value) do
    members[#members + 1] = type(name) == "number" and json(member) or string.format("%q:%s", name, json(member))
  end
  return (#value > 0 and "[" or "{") .. table.concat(members, ",") .. (#value > 0 and "]" or "}")
end
local code, _, record = _G[arg[2]]("tag", 0, dofile(arg[3]))
io.write(code, " ", json(record))`;

const SCRIPT = path.join(import.meta.dirname, "redact.lua");

/** What redact.lua makes of texts, in the Lua that Fluent Bit has built in. */
export function redactInLua(luajit, texts, queries) {
  const lines = texts.map((text) => `${queries} ${Buffer.from(text).toString("hex")}\n`);
  const output = inFolder(lines.join(""), DRIVER, (driver, input) => run(luajit, [driver, SCRIPT, input]));
  return output
    .split("\n")
    .slice(0, -1)
    .map((hex) => Buffer.from(hex, "hex").toString());
}

/** What a filter's function makes of a record: { code, record }. */
export function filterInLua(luajit, call, record) {
  const output = inFolder(`return ${toLua(record)}`, RECORDS, (driver, input) =>
    run(luajit, [driver, SCRIPT, call, input]),
  );
  const [, code, json] = /^(\d) (.*)$/s.exec(output);
  return { code: Number(code), record: JSON.parse(json.replaceAll("\\\n", "\\n")) };
}

function inFolder(input, driver, work) {
  const folder = mkdtempSync(path.join(os.tmpdir(), "fluent-bit-"));
  try {
    const files = { "driver.lua": driver, input };
    for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
    return work(path.join(folder, "driver.lua"), path.join(folder, "input"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function run(luajit, args) {
  return execFileSync(luajit, args, { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
}

function toLua(value) {
  if (Array.isArray(value)) return `{${value.map(toLua).join(",")}}`;
  if (typeof value === "object")
    return `{${Object.entries(value)
      .map(([name, member]) => `[${textOf(name)}]=${toLua(member)}`)
      .join(",")}}`;
  return typeof value === "string" ? textOf(value) : String(value);
}

const textOf = (text) => `"${[...Buffer.from(text)].map((byte) => `\\${String(byte).padStart(3, "0")}`).join("")}"`;
