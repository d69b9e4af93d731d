import type PDFDocument from "pdfkit";

interface GlyphSource {
  hasGlyphForCodePoint(codePoint: number): boolean;
}

const LINE_BREAKS = /\s+/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a page
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/**
 * The text as the current font can show it: white space and controls (also those that turn the direction of text)
 * become blanks, and a character without a glyph becomes its code point, "U+1F9A0", not an empty box.
 */
export function printable(doc: InstanceType<typeof PDFDocument>, text: string): string {
  const { font } = (doc as unknown as { _font: { font: GlyphSource } })._font;
  const plain = text.replace(CONTROLS, " ").replace(LINE_BREAKS, " ").toWellFormed();
  return Array.from(plain, (character) => {
    const codePoint = character.codePointAt(0) ?? 0;
    return font.hasGlyphForCodePoint(codePoint) ? character : `U+${codePoint.toString(16).toUpperCase()}`;
  }).join("");
}
