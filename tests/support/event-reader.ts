import http from "node:http";

export interface StreamEvent {
  event: string;
  data: string;
  id?: string;
}

export interface EventReader {
  status: number;
  headers: http.IncomingHttpHeaders;
  /** Everything dispatched so far, as an EventSource would. */
  events: StreamEvent[];
  /** The text as it came. */
  text(): string;
  /** Resolves when the server ended or cut the stream. */
  ended: Promise<void>;
  /** Takes nothing more from the socket, as a browser on a dead network. */
  stall(): void;
  close(): void;
}

/** Opens an event stream over a real socket and reads it by the rules of the HTML standard. */
export function readEvents(url: string, headers: Record<string, string> = {}): Promise<EventReader> {
  return new Promise((resolve, reject) => {
    const request = http.get(
      url,
      { headers: { accept: "text/event-stream", ...headers }, agent: false },
      (response) => {
        let text = "";
        let rest = "";
        const events: StreamEvent[] = [];
        response.setEncoding("utf8");
        response.on("data", (chunk: string) => {
          text += chunk;
          const blocks = (rest + chunk).split("\n\n");
          rest = blocks.pop() ?? "";
          for (const block of blocks) events.push(...parse(block));
        });
        response.on("error", () => undefined);
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          events,
          text: () => text,
          ended: new Promise((done) => response.once("close", done)),
          stall: () => response.pause(),
          close: () => request.destroy(),
        });
      },
    );
    request.on("error", reject);
  });
}

function parse(block: string): StreamEvent[] {
  const fields = new Map<string, string>();
  for (const line of block.split("\n")) {
    if (line.startsWith(":")) continue;
    const [, name = "", value = ""] = /^([^:]*):? ?(.*)$/.exec(line) ?? [];
    fields.set(name, fields.has(name) && name === "data" ? `${fields.get(name)}\n${value}` : value);
  }
  if (!fields.has("data")) return [];
  const id = fields.get("id");
  return [{ event: fields.get("event") ?? "message", data: fields.get("data") ?? "", ...(id ? { id } : {}) }];
}
