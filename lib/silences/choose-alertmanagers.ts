import "server-only";
import { groupPeers } from "@/lib/alertmanager/group-peers";
import type { SilenceClient } from "@/lib/alertmanager/silence-client";
import { PortalError } from "@/lib/errors";
import { unreachable } from "./find-silence";
import { upstreamWords } from "./read-alertmanagers";
import type { SilenceSources } from "./silence-view";

/** Which Alertmanagers there are, and which of them a new silence is for. */
export interface Chosen {
  /** Peers that share their silences, by name. */
  names: string[];
  sources: SilenceSources;
}

/**
 * The named Alertmanager with its peers, or the only ones there are. Throws 400 for a name that is not configured,
 * 422 when one of several must be named, 503 when none answers that could say which are peers.
 */
export async function chooseAlertmanagers(
  clients: readonly SilenceClient[],
  name: string | undefined,
  signal: AbortSignal,
): Promise<Chosen> {
  if (clients.length === 0) throw new PortalError("unprocessable", "No Alertmanager is configured.");
  if (name !== undefined && !clients.some((client) => client.name === name))
    throw new PortalError("bad_request", "There is no Alertmanager of that name.");
  const sources = await readSources(clients, signal);
  const named = name === undefined ? undefined : (sources.groups.find((group) => group.includes(name)) ?? [name]);
  if (named) return { names: named, sources };
  const [only, ...others] = sources.groups;
  if (others.length > 0)
    throw new PortalError("unprocessable", "There are several independent Alertmanagers: say which one.", { sources });
  if (only) return { names: only, sources };
  if (clients.length === 1) return { names: [clients[0]!.name], sources };
  throw unreachable(sources.silent[0]!);
}

async function readSources(clients: readonly SilenceClient[], signal: AbortSignal): Promise<SilenceSources> {
  const answers = await Promise.allSettled(clients.map((client) => client.membership(signal)));
  const members = answers.flatMap((answer, index) =>
    answer.status === "fulfilled" ? [{ name: clients[index]!.name, membership: answer.value }] : [],
  );
  return {
    groups: groupPeers(members).map((group) => group.map((member) => member.name)),
    silent: answers.flatMap((answer, index) =>
      answer.status === "rejected" ? [{ name: clients[index]!.name, words: upstreamWords(answer.reason) }] : [],
    ),
  };
}
