/** What a regular expression (RE2, anchored at both ends as Alertmanager does) lets through. */
export interface PatternReach {
  /** The empty text, and so alerts that lack the label. */
  empty: boolean;
  /** Texts of any length that nobody thought of. */
  anything: boolean;
}

/** Of the words of a letter that no pattern names: is there the empty one, one of some length, are there any of them? */
interface Reach {
  none: boolean;
  some: boolean;
  many: boolean;
}

const ZERO_WIDTH: Reach = { none: true, some: false, many: false };
const LITERAL: Reach = { none: false, some: false, many: false };
const WILD: Reach = { none: false, some: true, many: false };

const GROUP = /\((?:\?(?:[imsU-]*:|P?<\w+>))?/y;
const FLAGS = /\(\?[imsU-]+\)/y;
const CLASS = /\[(\^?)((?:\]|\[:\^?\w+:\]|\\[\s\S]|[^\]\\])(?:\[:\^?\w+:\]|\\[\s\S]|[^\]\\])*)\]/y;
const LITERAL_TEXT = /\\Q([\s\S]*?)(?:\\E|$)/y;
const ESCAPE = /\\(?:x\{[0-9a-fA-F]+\}|x[0-9a-fA-F]{2}|[pP](?:\{\^?\w+\}|\w)|[0-7]{1,3}|[\s\S])/y;
const REPEAT = /(?:[*+?]|\{(\d+)(?:(,)(\d*))?\})\??/y;
/** Classes and escapes that hold whole alphabets. */
const BROAD = /a-z|A-Z|\\[wWSDpP]|\[:(?:\^|alpha|alnum|word|graph|print|ascii)/;

/**
 * Looks at the pattern's form alone, without running it: one pass, no backtracking. Null when it is not understood;
 * Alertmanager, which compiles it, then has the word.
 */
export function patternReach(pattern: string): PatternReach | null {
  let at = 0;

  function take(form: RegExp): RegExpExecArray | null {
    form.lastIndex = at;
    const found = form.exec(pattern);
    if (found) at += found[0].length;
    return found;
  }

  function alternatives(): Reach {
    let reach = sequence();
    while (pattern[at] === "|") {
      at += 1;
      const next = sequence();
      reach = {
        none: reach.none || next.none,
        some: reach.some || next.some,
        many: reach.many || next.many,
      };
    }
    return reach;
  }

  function sequence(): Reach {
    let reach = ZERO_WIDTH;
    while (at < pattern.length && pattern[at] !== "|" && pattern[at] !== ")") reach = joined(reach, repeated(atom()));
    return reach;
  }

  function repeated(reach: Reach): Reach {
    let result = reach;
    for (let found = take(REPEAT); found; found = take(REPEAT)) result = timesOf(result, found);
    return result;
  }

  function atom(): Reach {
    if (take(FLAGS)) return ZERO_WIDTH;
    if (take(GROUP)) {
      const reach = alternatives();
      if (pattern[at] !== ")") throw new SyntaxError("unclosed group");
      at += 1;
      return reach;
    }
    const set = take(CLASS);
    if (set) return set[1] === "^" || BROAD.test(set[2] ?? "") ? WILD : LITERAL;
    const text = take(LITERAL_TEXT);
    if (text) return text[1] === "" ? ZERO_WIDTH : LITERAL;
    const escaped = take(ESCAPE);
    if (escaped) return /^\\[bBAz]$/.test(escaped[0]) ? ZERO_WIDTH : BROAD.test(escaped[0]) ? WILD : LITERAL;
    const letter = pattern[at] ?? "";
    if ("[\\*+?)".includes(letter)) throw new SyntaxError("out of place");
    at += 1;
    if (letter === "^" || letter === "$") return ZERO_WIDTH;
    return letter === "." ? WILD : LITERAL;
  }

  try {
    const { none, many } = alternatives();
    return at === pattern.length ? { empty: none, anything: many } : null;
  } catch {
    return null;
  }
}

function joined(a: Reach, b: Reach): Reach {
  const possible = (a.none || a.some) && (b.none || b.some);
  return {
    none: a.none && b.none,
    some: possible && (a.some || b.some),
    many: possible && (a.many || b.many),
  };
}

function timesOf(reach: Reach, [quantifier, least = "", comma = "", most = ""]: RegExpExecArray): Reach {
  const optional = /^[*?]/.test(quantifier) || Number(least || 1) === 0;
  const endless = /^[*+]/.test(quantifier) || (comma === "," && most === "");
  return {
    none: reach.none || optional,
    some: reach.some,
    many: reach.many || (endless && reach.some),
  };
}
