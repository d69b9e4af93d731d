/** Repeated, they make a careless pattern begin again and again. */
export const hostilePieces: Record<string, string> = {
  "dots and letters": "a.",
  "at signs": "a@a.",
  digits: "1",
  "digits and dashes": "12-",
  groups: "4111 ",
  percent: "%41",
  entities: "&#49;",
  base64: "QUJD",
  words: "patient ",
  "words and colons": "mrn: ",
  colons: "2001:",
  slashes: "/patients/1",
  capitals: "AB12",
  addresses: "https://a?b ",
  "almost streets": "12 Main Oak ",
  tokens: "‹SSN:1-Xx›",
};
