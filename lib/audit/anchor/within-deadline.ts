import "server-only";
import { AnchorFailure } from "./anchor-failure";

/**
 * Runs `work` for at most `ms`. It is told by the signal, but not waited for: a file system on the network may hang for
 * ever. Throws an AnchorFailure then.
 */
export async function withinDeadline<T>(ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      stop.abort();
      reject(new AnchorFailure(`It gave no answer within ${ms / 1000} s.`));
    }, ms);
  });
  try {
    return await Promise.race([work(stop.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}
