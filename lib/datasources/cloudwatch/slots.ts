/** Lets at most `size` pieces of work run at once; the others wait their turn, or leave when their signal aborts. */
export class Slots {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  constructor(private readonly size: number) {}

  async run<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    if (this.running >= this.size) await this.turn(signal);
    else this.running++;
    try {
      return await work();
    } finally {
      // A slot is handed on, not given back: nobody can slip in between.
      const next = this.waiting.shift();
      if (next) next();
      else this.running--;
    }
  }

  private turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.waiting.splice(this.waiting.indexOf(take), 1);
        reject(signal.reason);
      };
      const take = () => {
        signal.removeEventListener("abort", leave);
        resolve();
      };
      this.waiting.push(take);
      signal.addEventListener("abort", leave, { once: true });
    });
  }
}
