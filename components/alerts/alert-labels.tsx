import type { EpisodeView } from "@/lib/alerts/episode-view";

/** Everything the source said, as plain text: it is written by whoever reaches Alertmanager. */
export function AlertLabels({ episode }: { episode: EpisodeView }) {
  return (
    <>
      <ul className="al-labels" aria-label="Labels">
        {byName(episode.labels).map(([name, value]) => (
          <li key={name}>
            {name}={value}
          </li>
        ))}
      </ul>
      <dl className="kv">
        {byName(episode.annotations).map(([name, value]) => (
          <div className="contents" key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        <dt>fingerprint</dt>
        <dd className="mono">{episode.fingerprint}</dd>
      </dl>
    </>
  );
}

function byName(map: Record<string, string>): [string, string][] {
  return Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1));
}
