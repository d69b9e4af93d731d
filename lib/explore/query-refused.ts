/** A query that is not sent to any source, and why. `at`: the index in its text that the reason is about. */
export class QueryRefused extends Error {
  override readonly name = "QueryRefused";
  constructor(
    message: string,
    readonly at: number,
  ) {
    super(message);
  }
}
