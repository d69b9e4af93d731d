/** Polls a URL until it answers 2xx. `ended` is the program behind it: its end, or the deadline, is an error. */
export async function waitFor(url, { name, ended, seconds }) {
  let exit;
  void ended.then((code) => {
    exit = code;
  });
  const deadline = Date.now() + seconds * 1000;
  while (Date.now() < deadline) {
    if (exit !== undefined) throw new Error(`${name} ended (${exit}) before it was ready`);
    const ready = await fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  throw new Error(`${name} was not ready after ${seconds} s`);
}
