import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";

/** The rules of some files, and the files that are none: { rules, unreadable: [{ file, why }] }. */
export function readRules(folder, files) {
  const read = { rules: [], unreadable: [] };
  for (const file of files) {
    const { groups } = parse(readFileSync(path.join(folder, file), "utf8"));
    if (groups)
      read.rules.push(...groups.flatMap((group) => group.rules.map((rule) => ({ file, group: group.name, ...rule }))));
    else read.unreadable.push({ file, why: "is no rule file: it does not begin with groups" });
  }
  return read;
}
