const CHECK_MS = 500;

/**
 * Calls back once when the npm that started this process is gone. npm runs its scripts in a shell, and a shell that is
 * told to end does not tell its child. Does nothing outside npm, where a parent may well leave on purpose.
 * Returns a function that stops watching.
 */
export function whenOrphaned(callback) {
  if (!process.env.npm_lifecycle_event) return () => {};
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    callback();
  }, CHECK_MS);
  timer.unref();
  return () => clearInterval(timer);
}
