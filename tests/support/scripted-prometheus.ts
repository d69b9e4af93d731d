import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface UpstreamCall {
  path: string;
  /** Form fields of the body, else of the query string. */
  fields: URLSearchParams;
  /** When the caller hung up before the answer was sent (epoch ms). */
  abandonedAt?: number;
}

/** Answers one call: the `data` of a successful reply, or a whole reply of its own. */
export type Script = (call: UpstreamCall, response: ServerResponse) => unknown;

/** An HTTP server that speaks Prometheus' wire format, says what the test tells it to, and remembers what it was asked. */
export class ScriptedPrometheus {
  readonly calls: UpstreamCall[] = [];
  inFlight = 0;
  mostInFlight = 0;
  script: Script = () => ({ resultType: "vector", result: [] });
  labelValues: string[] = [];
  answerValues: () => string[] | Promise<string[]> = () => this.labelValues;
  private readonly server = createServer((request, response) => void this.serve(request, response));

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** The PromQL texts that were asked, in order. */
  get queries(): string[] {
    return this.calls.map(({ fields }) => fields.get("query")).filter((query) => query !== null);
  }

  forget(): void {
    this.calls.length = 0;
    this.mostInFlight = 0;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? "/", "http://upstream");
    const body = Buffer.concat(chunks).toString();
    const call: UpstreamCall = { path: url.pathname, fields: body ? new URLSearchParams(body) : url.searchParams };
    this.calls.push(call);
    this.inFlight += 1;
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
    response.on("close", () => {
      this.inFlight -= 1;
      if (!response.writableEnded) call.abandonedAt = Date.now();
    });
    const data = url.pathname.endsWith("/values") ? await this.answerValues() : await this.script(call, response);
    if (response.headersSent || response.destroyed) return;
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ status: "success", data }));
  }
}

/** The data of a range answer on exactly the points that were asked. */
export function matrix(
  call: UpstreamCall,
  series: { metric: Record<string, string>; value: (time: number) => string }[],
) {
  const [start, end, step] = ["start", "end", "step"].map((name) => Number(call.fields.get(name)));
  const times: number[] = [];
  for (let time = start as number; time <= (end as number); time += step as number) times.push(time);
  const result = series.map(({ metric, value }) => ({ metric, values: times.map((time) => [time, value(time)]) }));
  return { resultType: "matrix", result };
}

/** The data of an instant answer. */
export function vector(call: UpstreamCall, series: { metric: Record<string, string>; value: string }[]) {
  const time = Number(call.fields.get("time"));
  return { resultType: "vector", result: series.map(({ metric, value }) => ({ metric, value: [time, value] })) };
}
