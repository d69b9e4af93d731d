import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

export interface SourceFile {
  path: string;
  text: string;
  /** Module specifiers it imports, "@/…" and relative ones resolved to repository paths without extension. */
  imports: string[];
}

const SPECIFIER = /(?:^|\n)\s*(?:import|export)\b[^;"']*?["']([^"']+)["']|import\(\s*["']([^"']+)["']\s*\)/g;
const TYPE_ONLY = /(?:^|\n)\s*import\s+type\b[^;]*?;/g;

function walk(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const child = path.join(directory, entry.name);
    if (entry.isDirectory()) return walk(child);
    return /\.(ts|tsx|mjs)$/.test(entry.name) ? [child] : [];
  });
}

/** Sources under the given folders, without their tests. Type-only imports do not count: they vanish when compiled. */
export function sourceFiles(...folders: string[]): SourceFile[] {
  return folders
    .flatMap(walk)
    .filter((file) => !/\.test\.(ts|tsx|mjs)$/.test(file))
    .map((file) => {
      const text = readFileSync(file, "utf8");
      const specifiers = [...text.replace(TYPE_ONLY, "").matchAll(SPECIFIER)].map(
        (match) => match[1] ?? match[2] ?? "",
      );
      return { path: file, text, imports: specifiers.map((specifier) => resolve(file, specifier)) };
    });
}

function resolve(from: string, specifier: string): string {
  if (specifier.startsWith("@/")) return specifier.slice(2);
  if (specifier.startsWith(".")) return path.join(path.dirname(from), specifier);
  return specifier;
}
