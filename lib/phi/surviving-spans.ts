import { Claims } from "./claims";

/** UUIDs, timestamps, names of AWS, digests, and hexadecimal ids: operators search for them byte for byte. */
export const survivingPatterns = [
  /[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}(?![0-9A-Fa-f])/g,
  /\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?/g,
  /\barn:aws[a-z-]{0,12}:[A-Za-z0-9:/_.*-]{1,512}/g,
  /\b(?:sha(?:1|256|512)|md5):[0-9A-Za-z+/]{16,128}/gi,
  /(?<![0-9A-Za-z])(?=\d{0,64}[a-f])[0-9a-f]{12,128}(?![0-9A-Za-z])/g,
];

let last = { text: "", spans: new Claims(0) };

/** The parts of a text that no shape may claim. Asked for again and again with one text. */
export function survivingSpans(text: string): Claims {
  if (last.text === text) return last.spans;
  const spans = new Claims(text.length);
  for (const pattern of survivingPatterns)
    for (const match of text.matchAll(pattern)) spans.take(match.index, match.index + match[0].length);
  last = { text, spans };
  return spans;
}
