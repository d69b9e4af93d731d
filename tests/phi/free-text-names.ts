import { type Redaction, redact } from "@/lib/phi/redact";

const NAMES = ["Jane Roe", "John Q. Public", "María García", "Wei Zhang", "O'Leary", "amara okafor", "ROE, JANE"];
const SENTENCES = [
  "% called about her results",
  "spoke with % this morning",
  "ticket opened by %",
  "daughter of % is waiting",
  "re: % lab report",
  "Dr. % asked for the chart",
];

/** What the guard is known not to reach, measured so that nobody has to guess. */
export function freeTextNames(redaction: Redaction): { found: number; all: number } {
  const texts = NAMES.flatMap((name) => SENTENCES.map((sentence) => ({ name, text: sentence.replace("%", name) })));
  const found = texts.filter(({ name, text }) => !String(redact(text, redaction)).includes(name)).length;
  return { found, all: texts.length };
}
