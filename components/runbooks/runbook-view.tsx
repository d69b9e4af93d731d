import { PageBar } from "@/components/shell/page-bar";
import { ButtonLink } from "@/components/ui/button-link";
import { Panel } from "@/components/ui/panel";
import type { Runbook } from "@/lib/runbooks/parse-runbook";
import { RunbookBlock } from "./runbook-block";

interface RunbookViewProps {
  runbook: Runbook;
  /** The reader may run its queries here. */
  explore: boolean;
}

/** What to do about one alert. Its rule is drawn on the page of each alert of this name. */
export function RunbookView({ runbook, explore }: RunbookViewProps) {
  const alerts = new URLSearchParams({ state: "all", q: `alertname=${runbook.name}` });
  return (
    <>
      <PageBar title={runbook.name} crumb={{ href: "/runbooks", label: "Runbooks", here: "runbook" }}>
        <ButtonLink href={`/alerts?${alerts}`}>Alerts of this name</ButtonLink>
      </PageBar>
      <div className="page rb-page">
        {runbook.sections.map(({ heading, blocks }) => (
          <Panel key={heading} title={heading}>
            <div className="rb-blocks">
              {blocks.map((block, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the blocks of a fixed text never move
                <RunbookBlock key={`${heading} ${index}`} block={block} explore={explore} />
              ))}
              {heading === "Diagnosis" && (
                <p className="hint">
                  {explore ? "Queries open in Explore. " : "Queries are for your Prometheus: copy them. "}
                  The alert's own rule is drawn on the page of each alert.
                </p>
              )}
            </div>
          </Panel>
        ))}
      </div>
    </>
  );
}
