import { EmptyState } from "@/components/ui/empty-state";
import { StateBox } from "@/components/ui/state-box";
import type { SilenceList } from "@/lib/silences/silence-view";

/** An empty list is a fact only when Alertmanager answered. */
export function NoSilences({ list, filtered }: { list: SilenceList; filtered: boolean }) {
  if (filtered) return <EmptyState title="No silence matches these words" />;
  const { groups, silent } = list.sources;
  if (groups.length === 0 && silent.length === 0)
    return <EmptyState title="No Alertmanager is configured">The sources file names none.</EmptyState>;
  if (groups.length === 0)
    return (
      <div className="si-unknown">
        <StateBox tone="fail" title="The silences are not known">
          {silent.map(({ name, words }) => (
            <p key={name}>
              Alertmanager {name}: {words}
            </p>
          ))}
        </StateBox>
      </div>
    );
  return <EmptyState title="No silences">Every alert is notified as its route says.</EmptyState>;
}
