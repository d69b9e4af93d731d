// Parsed by old Node versions too: plain syntax only.
const MIN_MAJOR = 20;
const MIN_MINOR = 19;

/** What is wrong with this Node, in one line; null when it is new enough. */
export function nodeProblem(version) {
  const [major, minor] = version.split(".").map(Number);
  if (major > MIN_MAJOR || (major === MIN_MAJOR && minor >= MIN_MINOR)) return null;
  return `Node ${MIN_MAJOR}.${MIN_MINOR} or newer is needed; this is ${version}. Install it from https://nodejs.org and run the command again.`;
}
