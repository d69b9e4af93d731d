import "server-only";
import { UpstreamError } from "@/lib/datasources/datasource";
import { noteAnswer } from "@/lib/datasources/last-answer";
import type { Datasources } from "@/lib/datasources/registry";

const DEADLINE_MS = 2_000;
const SHARED_MS = 10_000;

// On globalThis: the server bundle is loaded more than once.
const holder = globalThis as unknown as { portalProbe?: { at: number; done: Promise<void> } };

/** Asks each Prometheus whether it is ready; once in `sharedMs`, however many people look. What it says is noted. */
export function probePrometheus(sources: Datasources, sharedMs = SHARED_MS): Promise<void> {
  const known = holder.portalProbe;
  if (known && Date.now() - known.at < sharedMs) return known.done;
  const done = Promise.all(
    sources.list().map(async (source) => {
      if (source.type === "prometheus")
        await probe(source.name, (signal) => sources.prometheus(source.name).ready(signal));
    }),
  ).then(() => undefined);
  holder.portalProbe = { at: Date.now(), done };
  return done;
}

async function probe(name: string, ready: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const deadline = AbortSignal.timeout(DEADLINE_MS);
  const answer = ready(deadline).catch((error) => {
    if (error instanceof UpstreamError) throw error;
    throw new UpstreamError("upstream_timeout", `It did not say that it is ready within ${DEADLINE_MS / 1000} s.`);
  });
  // The failure has been noted, which is all that is wanted of it.
  await noteAnswer(name, answer).catch(() => undefined);
}
