import http from "node:http";
import { exposition } from "./exposition.mjs";
import { KINDS } from "./live-incidents.mjs";

const MAX_BODY_BYTES = 4096;
const seconds = () => Date.now() / 1000;

/**
 * The exporters of the demo: /metrics of the chatbot and of the infrastructure. The chatbot's also takes
 * POST /incident {"kind","seconds"} and POST /prometheus {"action":"stop"|"kill"|"start"}, for trying things out.
 */
export async function serveMetrics({ host = "127.0.0.1", ports, sources, live, onPrometheus }) {
  const [chatbot, infra] = sources;
  const controls = {
    "/incident": ({ kind, seconds: duration = 120 }) => live.incidents.begin(kind, Number(duration), seconds()),
    "/prometheus": ({ action }) => onPrometheus(action),
  };
  return await Promise.all([
    listen(ports.chatbot, host, async (request, response) => {
      if (request.method === "POST" && controls[request.url])
        return await control(controls[request.url], request, response);
      if (request.url === "/incidents") return json(response, 200, { kinds: KINDS, now: live.incidents.at(seconds()) });
      if (live.felt("down", seconds())) return json(response, 503, { error: "the backend is down" });
      return metrics(response, live, chatbot);
    }),
    listen(ports.infra, host, (_request, response) => metrics(response, live, infra)),
  ]);
}

function metrics(response, live, { meters }) {
  live.advance(seconds());
  response.writeHead(200, { "content-type": "text/plain; version=0.0.4" }).end(exposition(meters));
}

async function control(act, request, response) {
  try {
    let body = "";
    for await (const chunk of request) {
      body += chunk;
      if (body.length > MAX_BODY_BYTES) throw new Error("the body is too long");
    }
    await act(JSON.parse(body || "{}"));
    json(response, 200, { ok: true });
  } catch (error) {
    json(response, 400, { error: error.message });
  }
}

function json(response, status, body) {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

function listen(port, host, handler) {
  return new Promise((resolve, reject) => {
    const server = http.createServer((request, response) => {
      Promise.resolve(handler(request, response)).catch((error) => json(response, 500, { error: error.message }));
    });
    server.once("error", reject).listen(port, host, () => resolve(server));
  });
}
