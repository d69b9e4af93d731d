/** An error as CloudWatch words it: a code and a message. */
export class CloudWatchError extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}
