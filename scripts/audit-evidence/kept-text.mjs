import { readFileSync } from "node:fs";

/**
 * A text that somebody kept, from a file or, by 0, standard input. Editors and mail programs change what is around the
 * lines, which no signature covers: a mark at the beginning, the ends of lines, the last of them.
 */
export function keptText(file) {
  const text = readFileSync(file, "utf8")
    .replace(/^\uFEFF/, "")
    .replaceAll("\r\n", "\n");
  return text.endsWith("\n") ? text : `${text}\n`;
}
