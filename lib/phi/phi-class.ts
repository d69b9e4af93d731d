/** How the text of a class may begin; a digit or a capital only where no letter or digit goes before. */
export type Beginning = "digit" | "upper" | "sign" | "slash";

/** A class that its own shape gives away, wherever it stands. */
export interface ShapeClass {
  name: string;
  /** How what the pattern matches begins. One walk over the text tries patterns only where they may match. */
  begins?: readonly Beginning[];
  /** Or: the whole text is searched, when it contains one of these. */
  contains?: readonly string[];
  /** Global, its quantifiers bounded. The group `part`, if there is one, is what is redacted; else all of the match. */
  pattern: RegExp;
  /** Check digits and ranges that a pattern cannot tell. */
  accepts?: (value: string, text: string, start: number) => boolean;
}

/** A class that only a word before it gives away: an MRN is a number like any other. */
export interface KeyedClass {
  name: string;
  /** Source of a pattern for the words; case does not matter, and a space also stands for `_`, `-` or nothing. */
  words: string;
  /** Sticky, where the value must stand; the group `part` or `last`, if there is one, is the value. */
  value: RegExp;
  accepts?: (value: string, text: string, end: number) => boolean;
  /** What may stand between the word and its value; left out: the common one. */
  between?: RegExp;
}
