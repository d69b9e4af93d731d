/** The group is the closing quote, empty where a text ends without one. */
const LITERALS_AND_COMMENTS = /(?:"(?:[^"\\\n]|\\.)*|'(?:[^'\\\n]|\\.)*|`[^`]*)(["'`]?)|#[^\n]*/g;
const DEPENDS_ON_THE_RANGE = /@|\boffset\s*(?:\(+\s*)?-|\b(?:start|end|range)\s*\(/i;

/**
 * Whether a range answer at a time depends on that time alone, so that pieces of several answers may be joined.
 * Not so with the @ modifier and the functions of the query's range, nor with a negative offset, which reads
 * samples that are yet to come. A text whose quotes do not close is not trusted.
 */
export function isCacheable(expr: string): boolean {
  const bare = expr.replace(LITERALS_AND_COMMENTS, (text, close) => (close === "" ? text : ""));
  return !/["'`]/.test(bare) && !DEPENDS_ON_THE_RANGE.test(bare);
}
