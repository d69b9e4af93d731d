import { randomUUID } from "node:crypto";
import { env } from "@/lib/env";

/** A person at work on one alert, one thing after the other. */
export interface LoadClient {
  cookie: string;
  episodeId: string;
  /** "own": takes it and gives it back, in turns. "shared": takes it over from whoever has it. */
  plan: "own" | "shared";
}

/** One thing asked for, as it was answered in the end. Its id is the person's words, and so in the ledger. */
export interface Operation {
  id: string;
  episodeId: string;
  verb: "acknowledge" | "unacknowledge" | "take-over";
  status: number;
  changed: boolean | null;
}

export interface EpisodeLoad {
  operations: Operation[];
  /** Requests that got no answer: the process died, or nobody listened. */
  unanswered: number;
  /** Requests that were told to come again, by time of the answer (performance.now()). */
  refusedAt: number[];
  /** When the last request was answered with 200. */
  lastDoneAt: number;
  /** Ends when every client has the answer to its last request. */
  stop(): Promise<void>;
}

const PAUSE_MS = 40;
const PATIENCE_MS = 20_000;

/** People who try until they are answered, each request under one idempotency key however often it is sent. */
export function startLoad(clients: readonly LoadClient[], address: () => string): EpisodeLoad {
  let stopped = false;
  const load: EpisodeLoad = { operations: [], unanswered: 0, refusedAt: [], lastDoneAt: 0, stop };
  const working = Promise.all(clients.map(work));

  async function stop(): Promise<void> {
    stopped = true;
    await working;
  }

  async function work({ cookie, episodeId, plan }: LoadClient): Promise<void> {
    for (let turn = 0; !stopped; turn++) {
      const verb = plan === "shared" ? "take-over" : turn % 2 === 0 ? "acknowledge" : "unacknowledge";
      const id = randomUUID();
      const answer = await untilAnswered(cookie, `/api/alerts/${episodeId}/${verb}`, id, verb === "acknowledge");
      const { changed = null } = (await answer.json()) as { changed?: boolean };
      if (answer.status === 200) load.lastDoneAt = performance.now();
      load.operations.push({ id, episodeId, verb, status: answer.status, changed });
    }
  }

  async function untilAnswered(cookie: string, path: string, id: string, isNote: boolean): Promise<Response> {
    const { origin } = new URL(env().PORTAL_URL);
    const headers = { cookie, origin, "sec-fetch-site": "same-origin", "content-type": "application/json" };
    const request = {
      method: "POST",
      headers: { ...headers, "idempotency-key": id },
      body: JSON.stringify(isNote ? { note: id } : { reason: id }),
    };
    for (;;) {
      const signal = AbortSignal.timeout(PATIENCE_MS);
      // The answer counts when all of it is there: the process may die in the middle of it.
      const answer = await fetch(address() + path, { ...request, signal }).then(whole, () => null);
      if (answer?.status === 503) load.refusedAt.push(performance.now());
      else if (answer) return answer;
      else load.unanswered++;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }

  return load;
}

async function whole(answer: Response): Promise<Response | null> {
  const body = await answer.text().catch(() => null);
  return body === null ? null : new Response(body, { status: answer.status });
}
