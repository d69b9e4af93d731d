/** A spreadsheet would run a text that starts like this, also behind blanks and quotes (OWASP, CSV injection). */
const FORMULA = /^(?:[\t\r\n\0]|[\s"'\0]*[=+\-@＝＋－＠])/;
const NEEDS_QUOTES = /[",\r\n]/;

export type CsvCell = string | number | null;

/**
 * One record of RFC 4180, CRLF included. Numbers stay numbers; a text that a spreadsheet would take for a formula
 * gets a leading apostrophe; null is an empty field.
 */
export function csvRow(cells: readonly CsvCell[]): string {
  return `${cells.map(field).join(",")}\r\n`;
}

function field(cell: CsvCell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const safe = FORMULA.test(cell) ? `'${cell}` : cell;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
