/** One progress line on stderr, so that stdout stays a command's own. */
export function say(text) {
  process.stderr.write(`[medinovai] ${text}\n`);
}

/** Announces `text`, does the work and says how long it took. */
export async function timed(text, work) {
  say(`${text} …`);
  const started = Date.now();
  const result = await work();
  say(`${text}: ${((Date.now() - started) / 1000).toFixed(1)} s`);
  return result;
}
