import "server-only";
import type { PolledAlert } from "@/lib/alertmanager/api-schema";
import { groupPeers } from "@/lib/alertmanager/group-peers";
import type { SilenceClient } from "@/lib/alertmanager/silence-client";
import type { Membership, PostedSilence } from "@/lib/alertmanager/silence-schema";
import { UpstreamError } from "@/lib/datasources/datasource";
import type { SilenceSources } from "./silence-view";

/** What one Alertmanager that answers says. */
export interface Reading {
  client: SilenceClient;
  membership: Membership;
  silences: PostedSilence[];
  /** Null: it did not say. */
  heldBack: PolledAlert[] | null;
}

/** All configured Alertmanagers: those that share their silences together, and those that gave no answer. */
export interface Readings {
  groups: Reading[][];
  silent: { name: string; words: string }[];
}

/** Asks all of them at once for their silences, and (unless left out) for what is held back. Never throws for one of them. */
export async function readAlertmanagers(
  clients: readonly SilenceClient[],
  signal: AbortSignal,
  { alerts = true } = {},
): Promise<Readings> {
  const answers = await Promise.allSettled(clients.map((client) => readOne(client, signal, alerts)));
  const silent = answers.flatMap((answer, index) =>
    answer.status === "rejected" ? [{ name: clients[index]!.name, words: upstreamWords(answer.reason) }] : [],
  );
  const members = answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value] : []));
  return { groups: groupPeers(members), silent };
}

async function readOne(client: SilenceClient, signal: AbortSignal, alerts: boolean): Promise<Reading> {
  const [membership, silences, heldBack] = await Promise.all([
    client.membership(signal),
    client.silences(signal),
    // A list too long to read must not hide the silences.
    alerts ? client.heldBack(signal).catch(() => null) : null,
  ]);
  return { client, membership, silences, heldBack };
}

/** An upstream's words, or that it took too long: the signal's own reason is no text for people. */
export function upstreamWords(error: unknown): string {
  return error instanceof UpstreamError ? error.message : "It did not answer in time.";
}

export function sourcesOf({ groups, silent }: Readings): SilenceSources {
  return { groups: groups.map((group) => group.map(({ client }) => client.name)), silent };
}
