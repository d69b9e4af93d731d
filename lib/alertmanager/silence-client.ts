import "server-only";
import { z } from "zod";
import { UpstreamError } from "@/lib/datasources/datasource";
import type { UpstreamHttp, UpstreamReply } from "@/lib/datasources/upstream-http";
import type { Matcher } from "@/lib/matchers/matcher";
import { matcherText } from "@/lib/matchers/matcher-text";
import { type PolledAlert, polledAlertsSchema } from "./api-schema";
import { MAX_ALERTS_BYTES } from "./max-alerts-bytes";
import { refusalWords } from "./refusal-words";
import {
  type Membership,
  membershipSchema,
  type PostedSilence,
  postedSilenceSchema,
  silenceIdSchema,
} from "./silence-schema";

/** A silence to write; with `id`, a change of that one. */
export interface NewSilence {
  id?: string;
  matchers: Matcher[];
  startsAt: string;
  endsAt: string;
  createdBy: string;
  comment: string;
}

/** `refused`: it answered that it did not do it, in its words. `missing`: it knows no such silence. */
export type WriteReply =
  | { kind: "done"; id: string }
  | { kind: "refused"; status: number; words: string }
  | { kind: "missing" };

/** Reads and writes the silences of one Alertmanager (API v2, 0.25 and later). Every call may throw UpstreamError. */
export interface SilenceClient {
  name: string;
  membership(signal: AbortSignal): Promise<Membership>;
  /** All it remembers: active, pending, and expired for some days. */
  silences(signal: AbortSignal): Promise<PostedSilence[]>;
  /** Alerts that are held back now, by whatever. */
  heldBack(signal: AbortSignal): Promise<PolledAlert[]>;
  /** Alerts that these matchers hit, or what is wrong with them: Alertmanager itself matches. */
  matching(matchers: readonly Matcher[], signal: AbortSignal): Promise<PolledAlert[] | { refused: string }>;
  write(silence: NewSilence, signal: AbortSignal): Promise<WriteReply>;
  expire(id: string, signal: AbortSignal): Promise<WriteReply>;
}

/** 0.25 says so with status 500, later ones with an empty 404. */
const NOT_FOUND = /silence not found/i;

export function createSilenceClient(http: Pick<UpstreamHttp, "name" | "send" | "clean">): SilenceClient {
  async function get<T>(path: string, schema: z.ZodType<T>, signal: AbortSignal): Promise<T> {
    const reply = await http.send({ method: "GET", path, signal });
    if (!reply.ok) throw failure(reply);
    return parsed(schema, reply);
  }

  function alerts(query: URLSearchParams, signal: AbortSignal): Promise<UpstreamReply> {
    return http.send({ method: "GET", path: "/api/v2/alerts", query, signal, maxBytes: MAX_ALERTS_BYTES });
  }

  function failure(reply: UpstreamReply): UpstreamError {
    return new UpstreamError("upstream_error", http.clean(refusalWords(reply)));
  }

  function outcome(reply: UpstreamReply): Exclude<WriteReply, { kind: "done" }> {
    const words = refusalWords(reply);
    if (reply.status === 404 || NOT_FOUND.test(words)) return { kind: "missing" };
    // 502 and above are a proxy's, which need not know what became of the request.
    if (reply.status > 500) throw failure(reply);
    return { kind: "refused", status: reply.status, words: http.clean(words) };
  }

  return {
    name: http.name,
    membership: async (signal) => (await get("/api/v2/status", membershipSchema, signal)).cluster,
    silences: (signal) => get("/api/v2/silences", z.array(postedSilenceSchema), signal),
    async heldBack(signal) {
      const reply = await alerts(new URLSearchParams({ active: "false" }), signal);
      if (!reply.ok) throw failure(reply);
      return parsed(polledAlertsSchema, reply).alerts;
    },
    async matching(matchers, signal) {
      const query = new URLSearchParams(matchers.map((matcher) => ["filter", matcherText(matcher)]));
      const reply = await alerts(query, signal);
      if (reply.status >= 400 && reply.status < 500) return { refused: http.clean(refusalWords(reply)) };
      if (!reply.ok) throw failure(reply);
      return parsed(polledAlertsSchema, reply).alerts;
    },
    async write(silence, signal) {
      const reply = await http.send({ method: "POST", path: "/api/v2/silences", json: silence, signal });
      return reply.ok ? { kind: "done", id: parsed(silenceIdSchema, reply).silenceID } : outcome(reply);
    },
    async expire(id, signal) {
      const path = `/api/v2/silence/${encodeURIComponent(id)}`;
      const reply = await http.send({ method: "DELETE", path, signal });
      return reply.ok ? { kind: "done", id } : outcome(reply);
    },
  };
}

function parsed<T>(schema: z.ZodType<T>, reply: UpstreamReply): T {
  const result = schema.safeParse(reply.json);
  if (result.success) return result.data;
  throw new UpstreamError("upstream_invalid", "The answer is not Alertmanager's API, version 2.");
}
