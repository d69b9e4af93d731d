import type { Claims } from "./claims";
import type { Finding } from "./finding";
import type { KeyedClass } from "./phi-class";
import { keyedClasses } from "./phi-classes";

/** Source of a pattern for the words of a class. */
export const wordsSource = ({ words }: Pick<KeyedClass, "words">) =>
  `(?:${words.replaceAll(" ", "[ _-]?")})(?![A-Za-z])`;
/** Any word of any class, where a word begins. */
export const anyWord = new RegExp(`(?<![A-Za-z])(?:${keyedClasses.map(wordsSource).join("|")})`, "gi");
const withWord = keyedClasses.map((one) => ({ ...one, word: new RegExp(wordsSource(one), "iy") }));
/** What may stand between a word and its value. */
export const between = /\.?["'\\\]]{0,2}\s{0,3}(?:%3D|=~|!=|[:=#]{1,2}|(?:is|was|of|on)(?=\s))?\s{0,3}\\?["'([]?/iy;

/** Values that a word before them gives away, found in one walk from word to word. */
export function findKeyed(text: string, claims: Claims): Finding[] {
  const found: Finding[] = [];
  anyWord.lastIndex = 0;
  for (let word = anyWord.exec(text); word; word = anyWord.exec(text)) {
    const finding = valueAfter(text, word.index, claims);
    if (!finding) continue;
    claims.take(finding.start, finding.end);
    found.push(finding);
    anyWord.lastIndex = finding.end;
  }
  return found;
}

/** One word may begin the words of several classes: patient, patient id, patient name. */
function valueAfter(text: string, at: number, claims: Claims): Finding | undefined {
  for (const { name, word, between: own, value, accepts } of withWord) {
    word.lastIndex = at;
    if (!word.test(text)) continue;
    const gap = own ?? between;
    gap.lastIndex = word.lastIndex;
    if (!gap.test(text)) continue;
    value.lastIndex = gap.lastIndex;
    const match = value.exec(text);
    if (!match) continue;
    const part = match.groups?.part ?? match.groups?.last ?? match[0];
    const start = match.index + match[0].indexOf(part);
    const end = start + part.length;
    if (!claims.overlap(start, end) && accepts?.(part, text, end) !== false) return { start, end, name };
  }
  return undefined;
}
