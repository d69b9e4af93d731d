import { PageBar } from "@/components/shell/page-bar";
import { ZonedLink } from "@/components/shell/zoned-link";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import type { RunbookSummary } from "@/lib/runbooks/runbook-summary";
import { SpanList } from "./span-list";

/** Every runbook with what its alert means. */
export function RunbookList({ runbooks }: { runbooks: readonly RunbookSummary[] }) {
  return (
    <>
      <PageBar title="Runbooks" />
      <div className="page rb-page">
        <Panel title="One for each alert" subtitle={`${runbooks.length} runbooks`}>
          {runbooks.length === 0 ? (
            <EmptyState title="No runbooks came with this build">
              <p>The folder deploy/runbooks was left out of it.</p>
            </EmptyState>
          ) : (
            <ul className="rb-index">
              {runbooks.map(({ name, meaning }) => (
                <li key={name}>
                  <ZonedLink href={`/runbooks/${name}`}>{name}</ZonedLink>
                  <p>
                    <SpanList spans={meaning} />
                  </p>
                </li>
              ))}
            </ul>
          )}
        </Panel>
      </div>
    </>
  );
}
