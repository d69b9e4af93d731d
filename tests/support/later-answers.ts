import type { UpstreamHttp } from "@/lib/datasources/upstream-http";

type Send = Pick<UpstreamHttp, "name" | "send">;

/**
 * A real Alertmanager's answers as a portal reads them whose clock is `ahead` (ms): what Alertmanager heard last was as
 * long ago by one clock as by the other. Since when it runs is left as it is, so that it grows older with the clock.
 */
export function laterAnswers(http: UpstreamHttp, ahead: () => number): Send {
  return {
    name: http.name,
    async send(request) {
      const reply = await http.send(request);
      if (Array.isArray(reply.json))
        for (const alert of reply.json as { updatedAt: string }[])
          alert.updatedAt = new Date(Date.parse(alert.updatedAt) + ahead()).toISOString();
      return reply;
    },
  };
}
