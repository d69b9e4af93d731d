import { UpstreamError } from "@/lib/datasources/datasource";

/** Lets at most `width` callers in at a time; the others wait in the order they came. */
export class Gate {
  private inside = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly width: number,
    private readonly maxWaiting: number,
  ) {}

  /** Resolves to the function that leaves. Throws UpstreamError "limit" when too many wait, or the signal's reason. */
  async enter(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    if (this.inside < this.width) this.inside += 1;
    else await this.queue(signal);
    let left = false;
    return () => {
      if (left) return;
      left = true;
      const next = this.waiting.shift();
      if (next) next();
      else this.inside -= 1;
    };
  }

  private queue(signal: AbortSignal): Promise<void> {
    if (this.waiting.length >= this.maxWaiting)
      throw new UpstreamError("limit", "Too many queries are waiting for this source. Try again in a moment.");
    return new Promise((resolve, reject) => {
      const turn = () => {
        signal.removeEventListener("abort", leave);
        resolve();
      };
      const leave = () => {
        this.waiting.splice(this.waiting.indexOf(turn), 1);
        reject(signal.reason);
      };
      signal.addEventListener("abort", leave, { once: true });
      this.waiting.push(turn);
    });
  }
}
