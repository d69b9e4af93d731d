import type { KeyedClass } from "../phi-class";

export const keyedPostalCode: KeyedClass = {
  name: "ZIP",
  words: "zip(?: ?codes?)?|postal(?: code)?|post ?code",
  value: /\d{5}(?:-\d{4})?(?![A-Za-z0-9.-])/y,
};
