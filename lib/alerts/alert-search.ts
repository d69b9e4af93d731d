export interface LabelMatcher {
  name: string;
  value: string;
  equal: boolean;
}

/** What was typed into the search field: each word must occur, each matcher must hold. */
export interface AlertSearch {
  words: string[];
  matchers: LabelMatcher[];
}

/** `name=value`, `name!="some value"`, or a word (quoted, if it has spaces). */
const TERM = /([A-Za-z_]\w*)(!?=)(?:"([^"]*)"|(\S*))|"([^"]*)"|(\S+)/g;

/** Reads the search text. Nothing in it is an operator but `=` and `!=` after the name of a label. */
export function parseAlertSearch(text: string): AlertSearch {
  const search: AlertSearch = { words: [], matchers: [] };
  for (const [, name, operator, quoted, bare, phrase, word] of storable(text).matchAll(TERM)) {
    if (name !== undefined) search.matchers.push({ name, equal: operator === "=", value: quoted ?? bare ?? "" });
    else search.words.push((phrase ?? word ?? "").toLowerCase());
  }
  return search;
}

/** PostgreSQL takes no NUL and no half of a surrogate pair; neither does any label hold one. */
function storable(text: string): string {
  return text.replaceAll("\u0000", "").toWellFormed();
}
