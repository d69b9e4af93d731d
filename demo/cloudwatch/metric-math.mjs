const TOKEN = /\s*(?:(\d+(?:\.\d+)?)|([a-z][A-Za-z0-9_]*)|([-+*/()]))/gy;
const OPERATE = { "+": (a, b) => a + b, "-": (a, b) => a - b, "*": (a, b) => a * b, "/": (a, b) => a / b };

/**
 * Metric math with + - * / and parentheses over numbers and the series named by `ids`: Map of id to Map of time to
 * value. Times missing on one side are left out, and so is a division by zero, as CloudWatch does.
 */
export function evaluate(expression, ids) {
  const tokens = tokensOf(expression);
  let at = 0;
  const peek = () => tokens[at];
  const sum = () => chain(product, ["+", "-"]);
  const product = () => chain(atom, ["*", "/"]);
  function chain(next, operators) {
    let left = next();
    while (operators.includes(peek())) left = combine(OPERATE[tokens[at++]], left, next());
    return left;
  }
  function atom() {
    const token = tokens[at++];
    if (token === "(") {
      const inner = sum();
      if (tokens[at++] !== ")") throw new Error("a parenthesis is not closed");
      return inner;
    }
    if (/^\d/.test(token ?? "")) return Number(token);
    if (!ids.has(token)) throw new Error(`unknown id ${token}`);
    return ids.get(token);
  }
  const result = sum();
  if (at < tokens.length) throw new Error(`unexpected ${tokens[at]}`);
  if (typeof result === "number") throw new Error("an expression must give a time series");
  return result;
}

function tokensOf(expression) {
  const found = [...expression.trim().matchAll(TOKEN)].map((match) => match[0].trim());
  if (found.join("") !== expression.replace(/\s/g, "")) throw new Error("the expression cannot be read");
  return found;
}

function combine(operate, left, right) {
  if (typeof left === "number" && typeof right === "number") return operate(left, right);
  const times = typeof left === "number" ? right.keys() : left.keys();
  const result = new Map();
  for (const time of times) {
    const a = typeof left === "number" ? left : left.get(time);
    const b = typeof right === "number" ? right : right.get(time);
    const value = a === undefined || b === undefined ? Number.NaN : operate(a, b);
    if (Number.isFinite(value)) result.set(time, value);
  }
  return result;
}
