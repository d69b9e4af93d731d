/** What a route looks at of a request. The framework's are web requests; making one costs more than many an answer does. */
export interface AskedRequest extends Pick<Request, "method" | "url" | "headers" | "signal" | "body"> {
  /** Its body, where that was read before the route was asked: it is not handed out as a stream then. */
  readonly bodyAtHand?: Buffer | undefined;
}
