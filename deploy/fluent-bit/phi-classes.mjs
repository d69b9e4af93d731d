import { between, wordsSource } from "@/lib/phi/find-keyed";
import { keyedClasses, shapeClasses, strippedFromAddresses } from "@/lib/phi/phi-classes";
import { sensitiveKeys } from "@/lib/phi/sensitive-key";
import { survivingPatterns } from "@/lib/phi/surviving-spans";
import { regexTree } from "./regex-tree.mjs";

const HEAD = `-- Made from lib/phi by \`npx vitest run --project unit deploy/fluent-bit -u\`: change the classes there.
-- Trees of regular expressions, as regex-tree.mjs says; matcher.lua walks them.`;
const LONG = 20;

/** What the portal's guard knows, as a file of Lua: one source for both. */
export function phiClasses() {
  const ids = new Map(
    Object.values(import.meta.glob("../../lib/phi/classes/*.ts", { eager: true })).flatMap((module) =>
      Object.entries(module).map(([name, value]) => [value, name]),
    ),
  );
  const sets = new Map();
  const tree = (pattern) => toLua(regexTree(pattern), sets);
  const common = (one) => ({ id: quoted(ids.get(one)), name: quoted(one.name), checked: String(!!one.accepts) });
  const keyed = keyedClasses.map((one) => ({
    ...common(one),
    words: tree({ source: wordsSource(one), flags: "i" }),
    gap: one.between ? tree(one.between) : "nil",
    value: tree(one.value),
  }));
  const shape = (one) => ({
    ...common(one),
    begins: listOf(one.begins),
    contains: listOf(one.contains),
    pattern: tree(one.pattern),
  });
  const parts = {
    keyed: listed(keyed.map(record)),
    shapes: listed(shapeClasses.map(shape).map(record)),
    stripped: listed(strippedFromAddresses.map(shape).map(record)),
    gap: tree(between),
    survives: listed(survivingPatterns.map(tree)),
    keys: record(Object.fromEntries([...sensitiveKeys].map(([key, name]) => [key, quoted(name)]))),
  };
  const locals = [...sets].map(([ranges, name]) => `local ${name} = ${ranges}`);
  const members = Object.entries(parts).map(([name, lua]) => `  ${name} = ${lua},`);
  return `${[HEAD, ...locals, "return {", ...members, "}"].join("\n")}\n`;
}

function toLua(node, sets) {
  if (node[0] === "s") return `{"s",${rangesOf(node[1].flat(), sets)}}`;
  const parts = node.map((part) => {
    if (!Array.isArray(part)) return typeof part === "string" ? quoted(part) : String(part);
    return Array.isArray(part[0]) ? `{${part.map((one) => toLua(one, sets)).join(",")}}` : toLua(part, sets);
  });
  return `{${parts.join(",")}}`;
}

/** All of a script's letters are written down once. */
function rangesOf(numbers, sets) {
  const lua = `{${numbers.join(",")}}`;
  if (numbers.length <= LONG) return lua;
  if (!sets.has(lua)) sets.set(lua, `set${sets.size + 1}`);
  return sets.get(lua);
}

const quoted = (text) => `"${text.replace(/["\\]/g, "\\$&")}"`;
const listOf = (texts) => (texts ? `{${texts.map(quoted).join(",")}}` : "nil");
const listed = (items) => `{\n${items.map((item) => `    ${item},\n`).join("")}  }`;
const record = (members) =>
  `{${Object.entries(members)
    .map(([name, lua]) => `${name}=${lua}`)
    .join(",")}}`;
