/** Escaped punctuation, a class of one character, and the brackets of groups. */
const MARKS = /\\([^A-Za-z0-9])|\[\\?([^\]\\^])\]|\(\?:|[()]/g;

/** What a pattern says: `jane\.roe@example[.]com` names as much as the address it finds. Other texts stay as they are. */
export function patternWords(pattern: string): string {
  return pattern.replace(MARKS, "$1$2");
}
