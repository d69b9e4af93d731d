/** A cell in quotes, with each quote inside doubled, or one without; and what ends it. */
const CELL = /(?:"((?:[^"]|"")*)"|([^,]*))(,|$)/gy;

/** The cells of one record of RFC 4180, without its line end. */
export function csvCells(record: string): string[] {
  const cells: string[] = [];
  for (const [, quoted, bare, end] of record.matchAll(CELL)) {
    cells.push(quoted?.replaceAll('""', '"') ?? bare ?? "");
    if (end === "") break;
  }
  return cells;
}
