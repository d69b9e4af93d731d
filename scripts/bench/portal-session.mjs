import { readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { connection, exchange } from "./http-exchange.mjs";

/** Signs in as the demo's user of a role and returns the Cookie header. */
export async function signIn(base, directory, role) {
  const users = JSON.parse(readFileSync(path.join(directory, "users.json"), "utf8"));
  const user = users.find((candidate) => candidate.role === role);
  const agent = connection();
  const cookies = new Map();
  const remember = (response) => {
    for (const line of response.headers["set-cookie"] ?? []) {
      const [pair] = line.split(";");
      cookies.set(pair.slice(0, pair.indexOf("=")), pair);
    }
  };
  const csrf = await exchange(agent, `${base}/api/auth/csrf`);
  remember(csrf);
  const { csrfToken } = JSON.parse(csrf.body.toString());
  const answer = await exchange(agent, `${base}/api/auth/callback/credentials`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      cookie: [...cookies.values()].join("; "),
      origin: base,
    },
    body: JSON.stringify({ csrfToken, email: user.email, password: user.password }),
  });
  remember(answer);
  agent.destroy();
  if (answer.status >= 400) throw new Error(`signing in as ${role} was answered ${answer.status}`);
  return [...cookies.values()].join("; ");
}

/** A function that asks the gateway for panels; resolves to { ms, bytes, lines } once the whole stream is read. */
export function panelReader(base, cookie, dashboard) {
  const agent = connection();
  const request = (panels, from, to) => ({
    method: "POST",
    headers: {
      "content-type": "application/json",
      "accept-encoding": "gzip",
      cookie,
      origin: base,
      "sec-fetch-site": "same-origin",
    },
    body: JSON.stringify({ panels, from, to }),
  });
  const ask = async (panels, from, to) => {
    const answer = await exchange(agent, `${base}/api/dashboards/${dashboard}/query`, request(panels, from, to));
    if (answer.status !== 200)
      throw new Error(`the gateway answered ${answer.status}: ${answer.body.toString().slice(0, 300)}`);
    return answer;
  };
  return {
    /** What is sent, for sending it elsewhere. */
    request,
    ask,
    /** The same, decoded: one object per panel. */
    async read(panels, from, to) {
      const answer = await ask(panels, from, to);
      const text = (answer.headers["content-encoding"] === "gzip" ? gunzipSync(answer.body) : answer.body).toString();
      return text
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line));
    },
    close: () => agent.destroy(),
  };
}
