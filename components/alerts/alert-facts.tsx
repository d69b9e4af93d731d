import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { SeverityBadge } from "@/components/ui/severity-badge";
import type { EpisodeView } from "@/lib/alerts/episode-view";
import { acknowledgementLeft, episodeHeadline, lapseWords, openFor } from "@/lib/alerts/episode-words";
import { formatAge, formatInstant, zoneLabel } from "@/lib/time/format-time";
import { AlertMarks } from "./alert-marks";
import { OwnerBadge } from "./owner-badge";

interface AlertFactsProps {
  episode: EpisodeView;
  asOf: string;
  zone: string;
  actions: ReactNode;
}

/** The head of the detail page: what is wrong, since when, whose it is. */
export function AlertFacts({ episode, asOf, zone, actions }: AlertFactsProps) {
  const open = episode.state !== "resolved";
  const now = Date.parse(asOf);
  const lapse = lapseWords(episode, zone);
  return (
    <section className={open && episode.severity === "critical" ? "panel al-head al-head-burning" : "panel al-head"}>
      <div>
        <div className="al-badges">
          <SeverityBadge severity={episode.severity} />
          {open && (
            <Badge tone="fail" icon={null}>
              Firing
            </Badge>
          )}
          <OwnerBadge episode={episode} left={acknowledgementLeft(episode, now)} />
          <AlertMarks episode={episode} />
          {lapse && <span className="t-warn">{lapse}</span>}
        </div>
        <h2 className="wrap-anywhere">{episodeHeadline(episode)}</h2>
        <dl className="al-facts">
          {factsOf(episode, now, zone).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        {episode.note && <p className="al-quote wrap-anywhere">{episode.note}</p>}
      </div>
      {actions}
    </section>
  );
}

function factsOf(episode: EpisodeView, now: number, zone: string): [string, string][] {
  const at = (iso: string) => `${formatInstant(Date.parse(iso), zone, "short")} ${zoneLabel(Date.parse(iso), zone)}`;
  const facts: [string, string][] = [
    [episode.startUncertain ? "First seen" : "Started", at(episode.startsAt)],
    [episode.state === "resolved" ? "Was open" : "Open for", openFor(episode, now)],
    ["Last seen", formatAge(now - Date.parse(episode.lastSeenAt))],
  ];
  if (episode.team) facts.push(["Team", episode.team]);
  if (episode.acknowledgedAt)
    facts.push(["Acknowledged", `${at(episode.acknowledgedAt)} by ${episode.acknowledgedBy}`]);
  if (episode.state === "acknowledged")
    facts.push(["Runs out", episode.ackExpiresAt === null ? "never" : at(episode.ackExpiresAt)]);
  if (episode.resolvedAt) facts.push([episode.inferred ? "Resolved (inferred)" : "Resolved", at(episode.resolvedAt)]);
  facts.push(["Seen in", episode.source]);
  return facts;
}
