/** An anchor did not do what it was asked for. The message is for people: no addresses, no secrets. */
export class AnchorFailure extends Error {
  override readonly name = "AnchorFailure";

  constructor(
    message: string,
    /** It held more than it holds now. */
    readonly lost = false,
  ) {
    super(message);
  }
}
