export const LONGEST_NAME = 32;
const HEAD = 9;

/** A long name without its middle: what tells pods and queries apart stands at both ends. Counted in code points. */
export function shortName(name: string): string {
  const characters = Array.from(name.slice(0, 400));
  if (characters.length <= LONGEST_NAME && name.length <= 400) return name;
  return `${characters.slice(0, HEAD).join("")}…${Array.from(name.slice(-200))
    .slice(HEAD + 1 - LONGEST_NAME)
    .join("")}`;
}
