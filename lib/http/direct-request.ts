import "server-only";
import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import type { AskedRequest } from "./asked-request";

/** A request that no framework has seen. What few routes look at is made when it is looked at. */
export class DirectRequest implements AskedRequest {
  readonly method: string;
  readonly url: string;
  /** The reader has left: what is done for this answer is done for nobody. */
  isLeft = false;
  private leaving: AbortController | undefined;
  private given: Headers | undefined;

  constructor(
    private readonly incoming: IncomingMessage,
    readonly bodyAtHand: Buffer | undefined,
  ) {
    const { method = "", url = "/" } = incoming;
    this.method = method;
    // The origin is never looked at: what may ask is decided by the configured address.
    this.url = `http://portal.invalid${url}`;
  }

  /** From the raw list: of a header that is there twice, Node keeps one, and routes see both. */
  get headers(): Headers {
    if (this.given) return this.given;
    const { rawHeaders: raw } = this.incoming;
    const headers = new Headers();
    for (let i = 0; i + 1 < raw.length; i += 2) headers.append(raw[i] ?? "", raw[i + 1] ?? "");
    this.given = headers;
    return headers;
  }

  get signal(): AbortSignal {
    this.leaving ??= new AbortController();
    if (this.isLeft) this.leaving.abort();
    return this.leaving.signal;
  }

  get body(): ReadableStream<Uint8Array<ArrayBuffer>> | null {
    if (this.method === "GET" || this.bodyAtHand) return null;
    return Readable.toWeb(this.incoming) as ReadableStream<Uint8Array<ArrayBuffer>>;
  }

  readonly leave = (): void => {
    this.isLeft = true;
    this.leaving?.abort();
  };
}
