import { browserRequest } from "./actor-request";

/** Keeps cookies between requests to a handler, as a browser does. */
export class BrowserJar {
  readonly cookies = new Map<string, string>();

  constructor(private readonly handler: (request: Request) => Promise<Response>) {}

  get header(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  async send(path: string, json?: unknown, headers: Record<string, string> = {}): Promise<Response> {
    const method = json === undefined ? "GET" : "POST";
    const response = await this.handler(browserRequest(path, { method, cookie: this.header, json, headers }));
    for (const line of response.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      const at = pair.indexOf("=");
      this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return response;
  }

  /** Fetches a form token, then posts the form with it. */
  async submit(path: string, fields: Record<string, unknown>, headers: Record<string, string> = {}): Promise<Response> {
    const { csrfToken } = (await (await this.send("/api/auth/csrf")).json()) as { csrfToken: string };
    return this.send(path, { ...fields, csrfToken }, headers);
  }
}
