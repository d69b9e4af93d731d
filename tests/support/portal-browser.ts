/** A person at a portal of another process: keeps cookies as a browser does, and all that it was answered. */
export class PortalBrowser {
  /** Every answer's head and body, as text. */
  readonly heard: string[] = [];
  private readonly cookies = new Map<string, string>();

  constructor(private readonly base: string) {}

  get cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  async signIn(email: string, password: string): Promise<number> {
    const { csrfToken } = JSON.parse((await this.send("GET", "/api/auth/csrf")).text) as { csrfToken: string };
    const { status } = await this.send("POST", "/api/auth/callback/credentials", { csrfToken, email, password });
    return status;
  }

  get(path: string, headers: Record<string, string> = {}) {
    return this.send("GET", path, undefined, headers);
  }

  post(path: string, json: unknown, headers: Record<string, string> = {}) {
    return this.send("POST", path, json, headers);
  }

  async send(method: string, path: string, json?: unknown, headers: Record<string, string> = {}) {
    const response = await fetch(this.base + path, {
      method,
      redirect: "manual",
      headers: {
        origin: this.base,
        connection: "close", // an idle one may be closed just when it is used again
        "sec-fetch-site": "same-origin",
        ...(this.cookies.size > 0 && { cookie: this.cookie }),
        ...(json !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(json !== undefined && { body: typeof json === "string" ? json : JSON.stringify(json) }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      this.cookies.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
    }
    const bytes = Buffer.from(await response.arrayBuffer());
    const text = bytes.toString("utf8");
    this.heard.push(`${[...response.headers].join("\n")}\n${text}`);
    return { status: response.status, text, bytes, headers: response.headers };
  }
}
