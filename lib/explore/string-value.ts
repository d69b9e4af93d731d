const ESCAPE = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|([abfnrtv\\'"])|)/g;
const MAX_CODE_POINT = 0x10ffff;
const NAMED: Readonly<Record<string, string>> = {
  a: "\u0007",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

/** What a quoted PromQL text says, its escapes read as Go reads them; null when it does not end, or one is unknown. */
export function stringValue(literal: string): string | null {
  const quote = literal[0];
  if (literal.length < 2 || literal.at(-1) !== quote) return null;
  const inner = literal.slice(1, -1);
  if (quote === "`") return inner;
  let known = true;
  const value = inner.replace(ESCAPE, (_, hex, short, long, octal, named: string | undefined) => {
    if (named !== undefined) return NAMED[named] ?? named;
    const code = octal === undefined ? Number.parseInt(hex ?? short ?? long, 16) : Number.parseInt(octal, 8);
    // An unknown escape has no code: NaN.
    if (code <= MAX_CODE_POINT) return String.fromCodePoint(code);
    known = false;
    return "";
  });
  return known ? value : null;
}
