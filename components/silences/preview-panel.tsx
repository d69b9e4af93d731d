import { Icon } from "@/components/ui/icon";
import { Panel } from "@/components/ui/panel";
import { StateBox } from "@/components/ui/state-box";
import { TrustStrip } from "@/components/ui/trust-strip";
import { ApiError } from "@/lib/http/api-client";
import type { SilencePreview } from "@/lib/silences/preview-view";
import { formatInstant } from "@/lib/time/format-time";
import { HitList } from "./hit-list";

interface PreviewPanelProps {
  /** Undefined while nothing is known of these matchers. */
  preview: SilencePreview | undefined;
  error: Error | null;
  /** No matcher names a label yet. */
  empty: boolean;
  warnings: readonly string[];
  zone: string;
}

/** What the silence would hold back at this moment, as Alertmanager itself matches it. */
export function PreviewPanel({ preview, error, empty, warnings, zone }: PreviewPanelProps) {
  const footer = preview && (
    <TrustStrip
      items={[
        `Alertmanager ${preview.alertmanagers.join(", ")}`,
        `matched ${formatInstant(Date.parse(preview.asOf), zone, "time")}`,
      ]}
    />
  );
  return (
    <Panel title="Holds back now" footer={footer} className="si-preview">
      <div aria-live="polite">
        {empty ? (
          <p className="muted">Name a label and a value to see which alerts are hit.</p>
        ) : preview ? (
          <Hits preview={preview} warnings={warnings} />
        ) : error ? (
          <StateBox tone="fail" title="Not known">
            <p>{error instanceof ApiError ? error.detail : "Something went wrong on this page."}</p>
          </StateBox>
        ) : (
          <p className="muted">Alertmanager is being asked …</p>
        )}
      </div>
    </Panel>
  );
}

function Hits({ preview, warnings }: { preview: SilencePreview; warnings: readonly string[] }) {
  const { refusal, hit, alerts } = preview;
  if (refusal !== null)
    return (
      <StateBox tone="warn" title="This cannot be a silence">
        <p className="wrap-anywhere">{refusal}</p>
      </StateBox>
    );
  return (
    <>
      <p className="si-sum">
        {hit === 0 ? (
          <>
            <b>No open alert.</b> It will hold back matching alerts that begin later. Letters count: HighErrorRate is
            not higherrorrate.
          </>
        ) : (
          <>
            Holds back{" "}
            <b>
              {hit} open {hit === 1 ? "alert" : "alerts"}
            </b>
            , and matching ones that begin later.
          </>
        )}
      </p>
      {warnings.length > 0 && (
        <ul className="si-warnings">
          {warnings.map((warning) => (
            <li key={warning}>
              <Icon name="warn" className="t-warn" /> <b>{warning}</b>
            </li>
          ))}
        </ul>
      )}
      <HitList alerts={alerts} tellHeldBack />
      {alerts.length < hit && <p className="muted">{hit - alerts.length} more are not listed.</p>}
    </>
  );
}
