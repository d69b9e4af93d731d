import type { KeyedClass } from "../phi-class";

/** Credentials are no PHI, and have as little business in a log. A value with neither digit nor length is prose. */
export const keyedSecret: KeyedClass = {
  name: "SECRET",
  words:
    "(?:pass(?:word|wd|phrase)|pwd|secret|api key|access key|secret key|private key|(?:auth|access|refresh|id|bearer) token|token|authorization|cookie|session id)",
  between: /["'\\]{0,2}\s{0,3}(?:%3D|=~|[:=])\s{0,3}\\?["']?(?:(?:Bearer|Basic|Token)\s{1,3})?/iy,
  value: /[^\s"'\\,;&)}\]‹›]{6,512}/y,
  accepts: (value) => /\d/.test(value) || value.length >= 20,
};
