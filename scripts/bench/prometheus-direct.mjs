import { connection, exchange } from "./http-exchange.mjs";

/** Runs range queries straight at Prometheus, as a browser would: at most six connections. */
export function directReader(url) {
  const agent = connection();
  const one = ({ expr, start, end, step }) =>
    exchange(agent, `${url}/api/v1/query_range`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", "accept-encoding": "gzip" },
      body: new URLSearchParams({
        query: expr,
        start: String(start / 1000),
        end: String(end / 1000),
        step: String(step / 1000),
      }).toString(),
    });
  return {
    /** Wall time of all queries together, ms. */
    async time(queries) {
      const started = performance.now();
      const answers = await Promise.all(queries.map(one));
      const failed = answers.find((answer) => answer.status !== 200);
      if (failed) throw new Error(`Prometheus answered ${failed.status}: ${failed.body.toString().slice(0, 300)}`);
      return performance.now() - started;
    },
    /** Queries answered by /query and /query_range since Prometheus started. */
    async served() {
      const text = (await exchange(agent, `${url}/metrics`)).body.toString();
      const lines = text.matchAll(
        /^prometheus_http_requests_total\{code="\d+",handler="\/api\/v1\/query(?:_range)?"\} (\d+)/gm,
      );
      return [...lines].reduce((sum, match) => sum + Number(match[1]), 0);
    },
    close: () => agent.destroy(),
  };
}

/** The range queries behind the panels of a decoded batch. */
export function queriesOf(lines) {
  return lines.flatMap((line) =>
    line.targets
      .filter(
        (target) =>
          target.status === "ok" && target.provenance.datasource.type === "prometheus" && target.grid.count > 1,
      )
      .map((target) => ({
        expr: target.provenance.executedQuery,
        start: target.grid.start,
        end: target.grid.start + (target.grid.count - 1) * target.grid.step,
        step: target.grid.step,
      })),
  );
}
