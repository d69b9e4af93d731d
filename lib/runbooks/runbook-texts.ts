import "server-only";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

let read: Promise<ReadonlyMap<string, string>> | undefined;

/** The runbooks that came with this build, by the name of their alert. None where the folder was left out. */
export function runbookTexts(): Promise<ReadonlyMap<string, string>> {
  read ??= readTexts(path.join(process.cwd(), "deploy/runbooks"));
  return read;
}

async function readTexts(directory: string): Promise<ReadonlyMap<string, string>> {
  const files = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  const names = files.filter((file) => file.endsWith(".md")).map((file) => file.slice(0, -".md".length));
  const texts = names.sort().map(async (name): Promise<[string, string]> => {
    return [name, await readFile(path.join(/* turbopackIgnore: true */ directory, `${name}.md`), "utf8")];
  });
  return new Map(await Promise.all(texts));
}
