interface Flight<T> {
  promise: Promise<T>;
  readers: number;
  controller: AbortController;
}

/** Work with the same key runs once for all who wait for it, and is aborted when the last of them has left. */
export class SharedWork<T> {
  private readonly flights = new Map<string, Flight<T>>();

  /** Rejects with the signal's reason when this reader leaves; the work goes on for the others. */
  run(
    key: string,
    signal: AbortSignal,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<{ value: T; joined: boolean }> {
    if (signal.aborted) return Promise.reject(signal.reason);
    const running = this.flights.get(key);
    const flight = running ?? this.start(key, work);
    flight.readers += 1;
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.leave(key, flight);
        reject(signal.reason);
      };
      signal.addEventListener("abort", leave, { once: true });
      flight.promise
        .then((value) => resolve({ value, joined: running !== undefined }), reject)
        .finally(() => signal.removeEventListener("abort", leave));
    });
  }

  private start(key: string, work: (signal: AbortSignal) => Promise<T>): Flight<T> {
    const controller = new AbortController();
    const promise = work(controller.signal).finally(() => this.forget(key, flight));
    const flight: Flight<T> = { promise, readers: 0, controller };
    this.flights.set(key, flight);
    return flight;
  }

  private leave(key: string, flight: Flight<T>): void {
    flight.readers -= 1;
    if (flight.readers > 0) return;
    this.forget(key, flight); // whoever comes now must not join work that is being torn down
    flight.controller.abort(new DOMException("Nobody waits for this query any more.", "AbortError"));
  }

  private forget(key: string, flight: Flight<T>): void {
    if (this.flights.get(key) === flight) this.flights.delete(key);
  }
}
