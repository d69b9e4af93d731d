/** Yields the promises' values as they settle. A rejection is thrown when its turn comes. */
export async function* inOrderOfArrival<T>(promises: readonly Promise<T>[]): AsyncGenerator<T, void, undefined> {
  const fill: ((settled: Promise<T>) => void)[] = [];
  const slots = promises.map(() => new Promise<T>((resolve) => fill.push(resolve)));
  let next = 0;
  for (const promise of promises) {
    const arrive = () => fill[next++]?.(promise);
    promise.then(arrive, arrive);
  }
  for (const slot of slots) slot.catch(() => {}); // a reader may leave before the last slot is read
  for (const slot of slots) yield await slot;
}
