import type { Claims } from "./claims";
import type { Finding } from "./finding";
import type { Beginning, ShapeClass } from "./phi-class";
import { shapeClasses } from "./phi-classes";
import { survivingSpans } from "./surviving-spans";

/** 0: nothing begins there; else the place of a beginning in BEGINNINGS, plus one. */
const BEGINNINGS: readonly Beginning[] = ["digit", "upper", "sign", "slash"];
const kinds = Uint8Array.from({ length: 128 }, (_, code) => {
  const sign = String.fromCharCode(code);
  if (/\d/.test(sign)) return 1;
  if (/[A-Z]/.test(sign)) return 2;
  if ("+(%".includes(sign)) return 3;
  return sign === "/" ? 4 : 0;
});
const isAlphanumeric = Uint8Array.from({ length: 128 }, (_, code) =>
  Number(/[A-Za-z0-9]/.test(String.fromCharCode(code))),
);

/** Per beginning, the classes that may begin so, and one pattern that tells whether any of them does. */
const tries = BEGINNINGS.map((beginning) => {
  const classes = shapeClasses.filter(({ begins }) => begins?.includes(beginning));
  const sources = classes.map(({ pattern }) => pattern.source.replaceAll("(?<part>", "(?:"));
  const sticky = classes.map((one) => ({ ...one, pattern: new RegExp(one.pattern.source, `${one.pattern.flags}y`) }));
  return { any: new RegExp(sources.join("|"), beginning === "slash" ? "iy" : "y"), classes: sticky };
});
const anywhere = shapeClasses.filter(({ contains }) => contains);

/** Values that their own shape gives away; what machines name things by is left alone. */
export function findShapes(text: string, claims: Claims): Finding[] {
  const found = findAnywhere(text, anywhere, claims);
  let before = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    const kind = code < 128 ? kinds[code]! : 0;
    const inside = before === 1;
    before = code < 128 ? isAlphanumeric[code]! : 0;
    if (kind === 0 || (inside && kind < 3)) continue;
    const { any, classes } = tries[kind - 1]!;
    any.lastIndex = index;
    if (!any.test(text)) continue;
    const finding = findAt(text, index, classes, claims);
    if (finding) found.push(finding);
  }
  return found;
}

/** Those of the classes that a text contains a sign of, searched for in all of it. */
export function findAnywhere(text: string, classes: readonly ShapeClass[], claims: Claims): Finding[] {
  const found: Finding[] = [];
  for (const one of classes) {
    if (!one.contains?.some((sign) => text.includes(sign))) continue;
    one.pattern.lastIndex = 0;
    for (let match = one.pattern.exec(text); match; match = one.pattern.exec(text)) {
      const finding = accepted(text, match, one, claims);
      if (finding) found.push(finding);
    }
  }
  return found;
}

function findAt(text: string, index: number, classes: readonly ShapeClass[], claims: Claims): Finding | undefined {
  for (const one of classes) {
    one.pattern.lastIndex = index;
    const match = one.pattern.exec(text);
    const finding = match && accepted(text, match, one, claims);
    if (finding) return finding;
  }
  return undefined;
}

function accepted(text: string, match: RegExpExecArray, { name, accepts }: ShapeClass, claims: Claims): Finding | null {
  const value = match.groups?.part ?? match[0];
  const start = match.index + match[0].lastIndexOf(value);
  const end = start + value.length;
  if (claims.overlap(start, end) || accepts?.(value, text, start) === false) return null;
  if (name !== "PATH" && name !== "URL" && survivingSpans(text).overlap(start, end)) return null;
  claims.take(start, end);
  return { start, end, name };
}
