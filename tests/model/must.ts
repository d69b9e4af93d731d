/** An invariant, for places that are passed a million times: building an expectation there costs more than the test. */
export function must(holds: boolean, invariant: string, ...about: unknown[]): asserts holds {
  if (!holds) throw new Error(`${invariant}: ${JSON.stringify(about)}`);
}
