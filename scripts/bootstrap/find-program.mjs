import { accessSync, constants } from "node:fs";
import path from "node:path";

/** Full path of the first of these programs that is on PATH (or in one of the extra folders); null when none is. */
export function findProgram(names, extraFolders = [], searchPath = process.env.PATH ?? "") {
  for (const name of names)
    for (const folder of [...searchPath.split(path.delimiter), ...extraFolders]) {
      const candidate = path.join(folder, name);
      if (folder && isExecutable(candidate)) return candidate;
    }
  return null;
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
