import type { SilenceView } from "@/lib/silences/silence-view";
import { SilenceRow } from "./silence-row";
import { SilenceState } from "./silence-state";
import type { SilenceVerb } from "./silence-verb";

interface SilenceTableProps {
  silences: readonly SilenceView[];
  counts: Record<SilenceView["state"], number>;
  now: number;
  zone: string;
  showSource: boolean;
  onAct?: (verb: SilenceVerb, silence: SilenceView) => void;
}

const SECTIONS = [
  { state: "active", note: "" },
  { state: "pending", note: "" },
  { state: "expired", note: "in the last 24 hours" },
] as const;
const COLUMNS = 5;

/** All silences in their states, in the order the server sorted them. */
export function SilenceTable({ silences, counts, now, zone, showSource, onAct }: SilenceTableProps) {
  return (
    <div className="tw">
      <table className="si">
        <thead>
          <tr>
            <th scope="col">Matchers and reason</th>
            <th scope="col">Holds back</th>
            <th scope="col">Made by</th>
            <th scope="col">Ends</th>
            <th scope="col">
              <span className="vh">Action</span>
            </th>
          </tr>
        </thead>
        {SECTIONS.map(({ state, note }) => {
          const rows = silences.filter((silence) => silence.state === state);
          if (rows.length === 0) return null;
          return (
            <tbody key={state}>
              <tr className="si-group">
                <th colSpan={COLUMNS} scope="rowgroup">
                  <div className="si-group-line">
                    <SilenceState state={state} /> {counts[state]}
                    {note && <span className="muted">{note}</span>}
                    {rows.length < counts[state] && <span className="muted">{rows.length} of them shown</span>}
                  </div>
                </th>
              </tr>
              {rows.map((silence) => (
                <SilenceRow
                  key={silence.id}
                  silence={silence}
                  now={now}
                  zone={zone}
                  showSource={showSource}
                  onAct={onAct}
                />
              ))}
            </tbody>
          );
        })}
      </table>
    </div>
  );
}
