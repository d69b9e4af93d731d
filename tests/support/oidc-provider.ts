import { createHash, createSign, generateKeyPairSync, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

type Claims = Record<string, unknown>;

/** How the provider misbehaves. */
export interface Faults {
  nonce?: string;
  issuer?: string;
  audience?: string;
  /** Signs with a key that is not published. */
  foreignKey?: boolean;
  expired?: boolean;
}

interface Grant {
  request: URLSearchParams;
  claims: Claims;
}

/**
 * A small OpenID Connect provider: discovery, authorisation (consents at once), token with client secret and
 * PKCE (S256), JWKS.
 */
export class OidcProvider {
  claims: Claims = {};
  faults: Faults = {};
  readonly tokenRequests: URLSearchParams[] = [];
  private readonly keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
  private readonly foreign = generateKeyPairSync("rsa", { modulusLength: 2048 });
  private readonly grants = new Map<string, Grant>();
  private readonly server: Server = createServer((request, response) => void this.answer(request, response));

  constructor(readonly client: { id: string; secret: string }) {}

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    return this.issuer;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  get issuer(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", this.issuer);
    switch (url.pathname) {
      case "/.well-known/openid-configuration":
        return json(response, 200, this.discovery());
      case "/jwks":
        return json(response, 200, { keys: [this.publicKey()] });
      case "/authorize":
        return this.authorize(url, response);
      case "/token":
        return this.token(request, response);
      default:
        return json(response, 404, {});
    }
  }

  private discovery() {
    return {
      issuer: this.issuer,
      authorization_endpoint: `${this.issuer}/authorize`,
      token_endpoint: `${this.issuer}/token`,
      jwks_uri: `${this.issuer}/jwks`,
      response_types_supported: ["code"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["RS256"],
      code_challenge_methods_supported: ["S256"],
      token_endpoint_auth_methods_supported: ["client_secret_basic"],
    };
  }

  private publicKey() {
    return { ...this.keys.publicKey.export({ format: "jwk" }), kid: "k1", use: "sig", alg: "RS256" };
  }

  private authorize(url: URL, response: ServerResponse): void {
    const code = randomUUID();
    this.grants.set(code, { request: url.searchParams, claims: { ...this.claims } });
    const back = new URL(url.searchParams.get("redirect_uri") ?? this.issuer);
    back.searchParams.set("code", code);
    back.searchParams.set("state", url.searchParams.get("state") ?? "");
    response.writeHead(302, { location: back.href }).end();
  }

  private async token(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = new URLSearchParams(await readBody(request));
    this.tokenRequests.push(form);
    const grant = this.grants.get(form.get("code") ?? "");
    this.grants.delete(form.get("code") ?? "");
    const basic = Buffer.from(`${this.client.id}:${this.client.secret}`).toString("base64");
    if (request.headers.authorization !== `Basic ${basic}`) return json(response, 401, { error: "invalid_client" });
    const challenge = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    if (!grant || grant.request.get("code_challenge") !== challenge)
      return json(response, 400, { error: "invalid_grant" });
    const idToken = this.idToken(grant);
    json(response, 200, { access_token: randomUUID(), token_type: "Bearer", expires_in: 300, id_token: idToken });
  }

  private idToken({ request, claims }: Grant): string {
    const { faults } = this;
    const now = Math.floor(Date.now() / 1_000) - (faults.expired ? 7_200 : 0);
    const payload = {
      ...claims,
      iss: faults.issuer ?? this.issuer,
      aud: faults.audience ?? this.client.id,
      nonce: faults.nonce ?? request.get("nonce"),
      iat: now,
      exp: now + 300,
    };
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const signed = `${part({ alg: "RS256", kid: "k1", typ: "JWT" })}.${part(payload)}`;
    const key = faults.foreignKey ? this.foreign.privateKey : this.keys.privateKey;
    return `${signed}.${createSign("RSA-SHA256").update(signed).sign(key, "base64url")}`;
  }
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text;
}
