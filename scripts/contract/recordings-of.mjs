/** The recorded series of a stack, name to expression. */
export function recordingsOf({ rules }) {
  return new Map(rules.filter((rule) => rule.record).map((rule) => [rule.record, rule.expr.trim()]));
}
