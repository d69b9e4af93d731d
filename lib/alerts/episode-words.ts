import { formatDuration, formatInstant } from "@/lib/time/format-time";
import type { EpisodeView } from "./episode-view";

/** Labels that other columns show, or that say the same of every alert. */
const COMMON_LABELS = new Set(["alertname", "severity", "team", "service", "job", "compliance", "prometheus"]);
const MAX_LABELS = 4;
const MAX_LENGTH = 160;

/** What tells this alert from others of its name: the values of its own labels, else its summary and its job. */
export function episodeSubtitle({ labels, annotations }: Pick<EpisodeView, "labels" | "annotations">): string {
  const own = Object.entries(labels)
    .filter(([name]) => !COMMON_LABELS.has(name))
    .map(([, value]) => value);
  const rest = [annotations.summary, labels.job].filter(Boolean).join(", ");
  const text = own.length > 0 ? own.slice(0, MAX_LABELS).join(", ") : rest;
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH - 1).toWellFormed()}…` : text;
}

/** One sentence of what is wrong: the rule's own words, else its name. */
export function episodeHeadline({ annotations, alertname }: Pick<EpisodeView, "annotations" | "alertname">): string {
  return annotations.description ?? annotations.summary ?? alertname;
}

const MINUTE_MS = 60_000;

/** How long it has been open at `now` (epoch ms), or was: "10 h 22 min", to the minute once it is over one. */
export function openFor(
  { startsAt, endsAt, resolvedAt }: Pick<EpisodeView, "startsAt" | "endsAt" | "resolvedAt">,
  now: number,
): string {
  const end = resolvedAt === null ? now : Date.parse(endsAt ?? resolvedAt);
  const ms = Math.max(0, end - Date.parse(startsAt));
  return formatDuration(ms < MINUTE_MS ? ms : ms - (ms % MINUTE_MS));
}

const SOON_MS = 30 * MINUTE_MS;

/** How long the acknowledgement still holds at `now` (epoch ms), once that is less than half an hour; else null. */
export function acknowledgementLeft(
  { state, ackExpiresAt }: Pick<EpisodeView, "state" | "ackExpiresAt">,
  now: number,
): string | null {
  if (state !== "acknowledged" || ackExpiresAt === null) return null;
  const left = Date.parse(ackExpiresAt) - now;
  if (left >= SOON_MS) return null;
  return left < MINUTE_MS ? "under 1 min left" : `${Math.floor(left / MINUTE_MS)} min left`;
}

/** "Re-opened once", "Re-opened 3 times"; null when it never was. */
export function reopenedWords({ reopens }: Pick<EpisodeView, "reopens">): string | null {
  if (reopens === 0) return null;
  return reopens === 1 ? "Re-opened once" : `Re-opened ${reopens} times`;
}

/** "Ack by Priya Raman ran out at 03:12": that nobody has it now is news. Null when none did. */
export function lapseWords({ state, lapse }: Pick<EpisodeView, "state" | "lapse">, zone: string): string | null {
  if (state !== "firing" || !lapse) return null;
  return `Ack by ${lapse.by} ran out at ${formatInstant(Date.parse(lapse.at), zone, "minute")}`;
}
