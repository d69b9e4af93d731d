import type { Claims } from "./claims";
import type { Finding } from "./finding";

const PERCENT_RUN = /[^\s"'<>&?‹›]{1,2048}/g;
/** The name of a parameter stays; it is decoded with its value, which it may give away. */
const NAME = /^[A-Za-z0-9_.[\]-]{1,64}=(?=.)/;
const ENTITY_RUN = /(?:&#x?[0-9A-Fa-f]{1,6};[-. ()@A-Za-z0-9]{0,3}){3,127}&#x?[0-9A-Fa-f]{1,6};/g;
const MIN_BASE64 = 12;

/** Runs that hide something when they are decoded once: percent, HTML entities, base64. The whole run is then a finding. */
export function findEncoded(
  text: string,
  claims: Claims,
  firstName: (decoded: string) => string | undefined,
): Finding[] {
  const found: Finding[] = [];
  const look = (at: number, run: string, decoded: string | null, before = "") => {
    const start = at + before.length;
    const end = at + run.length;
    if (decoded === null || claims.overlap(start, end)) return;
    const name = firstName(decoded);
    if (name === undefined) return;
    claims.take(start, end);
    found.push({ start, end, name });
  };
  if (text.includes("%"))
    for (const { index, 0: run } of text.matchAll(PERCENT_RUN)) look(index, run, fromPercent(run), NAME.exec(run)?.[0]);
  if (text.includes("&#"))
    for (const { index, 0: run } of text.matchAll(ENTITY_RUN)) look(index, run, fromEntities(run));
  const { length } = text;
  for (let index = 0; index < length; index += 1) {
    const start = index;
    while (index < length && isSextet(text.charCodeAt(index))) index += 1;
    if (index - start >= MIN_BASE64 && beginsPrintable(text, start))
      look(start, text.slice(start, index), fromBase64(text.slice(start, index)));
  }
  return found;
}

function fromPercent(run: string): string | null {
  if (!/%[0-9A-Fa-f]{2}/.test(run)) return null;
  return run.replace(/(?:%[0-9A-Fa-f]{2})+/g, (bytes) => Buffer.from(bytes.replaceAll("%", ""), "hex").toString());
}

function fromEntities(run: string): string {
  return run.replace(/&#(x?)([0-9A-Fa-f]{1,6});/gi, (whole, hex: string, digits: string) => {
    const code = Number.parseInt(digits, hex ? 16 : 10);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

function fromBase64(run: string): string | null {
  const bytes = Buffer.from(run, "base64");
  return bytes.every(isPrintable) ? bytes.toString("latin1") : null;
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const NONE = 255;
const sextets = new Uint8Array(128).fill(NONE);
for (const [value, sign] of [...ALPHABET].entries()) sextets[sign.charCodeAt(0)] = value;
sextets["-".charCodeAt(0)] = 62;
sextets["_".charCodeAt(0)] = 63;

function isSextet(code: number): boolean {
  return code < 128 && sextets[code] !== NONE;
}

/** Most long words are no text, and their first three bytes tell. */
function beginsPrintable(text: string, start: number): boolean {
  let first = 0;
  for (let index = start; index < start + 4; index += 1) first = (first << 6) | sextets[text.charCodeAt(index)]!;
  return isPrintable(first >> 16) && isPrintable((first >> 8) & 255) && isPrintable(first & 255);
}

function isPrintable(byte: number): boolean {
  return (byte >= 0x20 && byte < 0x7f) || byte === 0x0a || byte === 0x0d;
}
