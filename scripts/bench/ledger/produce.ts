const PRODUCERS = 256;

/** 256 producers, each waiting for its append before the next: seconds for all, and the milliseconds of each. */
export async function produce(
  count: number,
  append: (index: number) => Promise<unknown>,
): Promise<{ seconds: number; waits: number[] }> {
  const waits: number[] = [];
  let next = 0;
  const one = async () => {
    while (next < count) {
      const started = performance.now();
      await append(next++);
      waits.push(performance.now() - started);
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: PRODUCERS }, one));
  return { seconds: (performance.now() - started) / 1_000, waits };
}
