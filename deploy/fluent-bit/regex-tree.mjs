/**
 * A regular expression of JavaScript as a tree that deploy/fluent-bit/matcher.lua walks, for Lua has none of its own.
 * Knows what lib/phi uses, and throws for anything else. Nodes: s set, c sequence, a alternatives, r repetition,
 * g group, k back reference, b word boundary, + - look ahead, < ! look behind.
 */
export function regexTree({ source, flags }) {
  const signs = [...source];
  const folds = flags.includes("i");
  let at = 0;
  const peek = (text) => signs.slice(at, at + text.length).join("") === text;
  const take = (text) => {
    if (!peek(text)) return false;
    at += text.length;
    return true;
  };

  function alternatives() {
    const branches = [sequence()];
    while (take("|")) branches.push(sequence());
    return branches.length === 1 ? branches[0] : ["a", branches];
  }

  function sequence() {
    const nodes = [];
    while (at < signs.length && !peek("|") && !peek(")")) nodes.push(repeated(atom()));
    return nodes.length === 1 ? nodes[0] : ["c", nodes];
  }

  function repeated(node) {
    const [least, most] = quantifier() ?? [];
    if (least === undefined) return node;
    if (take("?")) {
      if (least !== 0 || most !== 1) throw new Error(`${source}: a lazy quantifier`);
      return ["a", [["c", []], node]];
    }
    if (most === null && node[0] !== "s") throw new Error(`${source}: a group without an upper bound`);
    return ["r", node, least, most ?? 1e9];
  }

  function quantifier() {
    if (take("?")) return [0, 1];
    if (take("*")) return [0, null];
    if (take("+")) return [1, null];
    const braces = /^\{(\d+)(,(\d*))?\}/.exec(signs.slice(at, at + 12).join(""));
    if (!braces) return null;
    at += braces[0].length;
    const [, least, more, most] = braces;
    return [Number(least), more ? (most ? Number(most) : null) : Number(least)];
  }

  function atom() {
    if (take("(?:")) return closed(alternatives());
    for (const [text, kind] of [
      ["(?=", "+"],
      ["(?!", "-"],
    ])
      if (take(text)) return [kind, closed(alternatives())];
    for (const [text, kind] of [
      ["(?<=", "<"],
      ["(?<!", "!"],
    ])
      if (take(text)) {
        const node = closed(alternatives());
        return [kind, node, ...lengths(node)];
      }
    if (take("(?<")) return group(upTo(">"));
    if (take("(")) return closed(alternatives());
    if (take("[")) return set();
    if (take("\\")) return escaped();
    if (take("."))
      return [
        "s",
        invert([
          [10, 10],
          [13, 13],
          [0x2028, 0x2029],
        ]),
      ];
    return ["s", fold([[code(signs[at]), code(signs[at++])]])];
  }

  function group(name) {
    return ["g", name, closed(alternatives())];
  }

  function closed(node) {
    if (!take(")")) throw new Error(`${source}: no ) at ${at}`);
    return node;
  }

  function escaped() {
    if (take("b")) return ["b"];
    if (take("k<")) return ["k", upTo(">")];
    return ["s", fold(escapedSet())];
  }

  function escapedSet() {
    if (take("d")) return DIGIT;
    if (take("w")) return WORD;
    if (take("s")) return SPACE;
    if (take("p{")) return property(upTo("}"));
    if (take("u")) {
      const hex = signs.slice(at, at + 4).join("");
      at += 4;
      return [[Number.parseInt(hex, 16), Number.parseInt(hex, 16)]];
    }
    if (/[A-Za-z0-9]/.test(signs[at])) throw new Error(`${source}: \\${signs[at]}`);
    return [[code(signs[at]), code(signs[at++])]];
  }

  function set() {
    const negated = take("^");
    const ranges = [];
    while (!take("]")) {
      const first = member();
      if (peek("-") && signs[at + 1] !== "]") {
        at += 1;
        ranges.push([first[0][0], member()[0][1]]);
      } else ranges.push(...first);
    }
    const folded = fold(ranges);
    return ["s", negated ? invert(folded) : folded];
  }

  function member() {
    return take("\\") ? escapedSet() : [[code(signs[at]), code(signs[at++])]];
  }

  function upTo(end) {
    const from = at;
    at = signs.indexOf(end, at) + 1;
    return signs.slice(from, at - 1).join("");
  }

  /** Of the Latin letters: nothing else in lib/phi has two cases. */
  function fold(ranges) {
    if (!folds) return sorted(ranges);
    const other = ranges.flatMap(([low, high]) => [
      ...shared(low, high, 65, 90).map(([a, b]) => [a + 32, b + 32]),
      ...shared(low, high, 97, 122).map(([a, b]) => [a - 32, b - 32]),
    ]);
    return sorted([...ranges, ...other]);
  }

  const tree = alternatives();
  if (at < signs.length) throw new Error(`${source}: ${signs[at]} at ${at}`);
  return tree;
}

const code = (sign) => sign.codePointAt(0);
const DIGIT = [[48, 57]];
const WORD = [
  [48, 57],
  [65, 90],
  [95, 95],
  [97, 122],
];
const SPACE = [
  [9, 13],
  [32, 32],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];
const LAST = 0x10ffff;
/** Letters beyond this plane begin no name of a person that the guard knows. */
const LAST_OF_PROPERTIES = 0xffff;

const properties = new Map();

function property(name) {
  if (!properties.has(name)) {
    const test = new RegExp(`\\p{${name}}`, "u");
    const ranges = [];
    for (let one = 0; one <= LAST_OF_PROPERTIES; one += 1)
      if (test.test(String.fromCodePoint(one)))
        if (ranges.at(-1)?.[1] === one - 1) ranges.at(-1)[1] = one;
        else ranges.push([one, one]);
    properties.set(name, ranges);
  }
  return properties.get(name);
}

function shared(low, high, from, to) {
  const [a, b] = [Math.max(low, from), Math.min(high, to)];
  return a <= b ? [[a, b]] : [];
}

function sorted(ranges) {
  const out = [];
  for (const [low, high] of [...ranges].sort((a, b) => a[0] - b[0]))
    if (out.length > 0 && low <= out.at(-1)[1] + 1) out.at(-1)[1] = Math.max(high, out.at(-1)[1]);
    else out.push([low, high]);
  return out;
}

function invert(ranges) {
  const out = [];
  let from = 0;
  for (const [low, high] of sorted(ranges)) {
    if (low > from) out.push([from, low - 1]);
    from = high + 1;
  }
  return from > LAST ? out : [...out, [from, LAST]];
}

/** How many signs a tree may take, at least and at most. */
function lengths([kind, ...rest]) {
  switch (kind) {
    case "s":
      return [1, 1];
    case "c":
      return rest[0].map(lengths).reduce(([a, b], [c, d]) => [a + c, b + d], [0, 0]);
    case "a":
      return rest[0].map(lengths).reduce(([a, b], [c, d]) => [Math.min(a, c), Math.max(b, d)]);
    case "r":
      return lengths(rest[0]).map((length, index) => length * rest[1 + index]);
    case "g":
      return lengths(rest[1]);
    default:
      return [0, 0];
  }
}
