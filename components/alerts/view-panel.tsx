"use client";

import { usePageZone } from "@/components/shell/use-page-zone";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { DEFAULT_GROUPING, DEFAULT_SORT } from "@/lib/alerts/list-order";
import { withZone } from "@/lib/time/with-zone";
import { AlarmChoices } from "./alarm-choices";
import { ChoiceField } from "./choice-field";

interface ViewPanelProps {
  search: URLSearchParams;
  onChange: (changes: Record<string, string | null>) => void;
  onHelp: () => void;
}

const GROUPS = [
  ["need", "What needs a human"],
  ["alertname", "Alert"],
  ["severity", "Severity"],
  ["team", "Team"],
] as const;
const ORDERS = [
  ["need", "No owner first, then oldest"],
  ["oldest", "Oldest first"],
  ["newest", "Newest first"],
  ["name", "By name"],
] as const;
const HEIGHTS = [
  ["", "Compact"],
  ["comfortable", "Comfortable"],
] as const;

/** How the list is shown: groups, order and row height, all in the address. */
export default function ViewPanel({ search, onChange, onHelp }: ViewPanelProps) {
  const unless = (usual: string, value: string | null) => (value === usual ? null : value);
  return (
    <div className="al-panel">
      <ChoiceField
        label="Group by"
        value={search.get("group") ?? DEFAULT_GROUPING}
        choices={GROUPS}
        onChange={(group) => onChange({ group: unless(DEFAULT_GROUPING, group) })}
      />
      <ChoiceField
        label="Order in a group"
        value={search.get("sort") ?? DEFAULT_SORT}
        choices={ORDERS}
        onChange={(sort) => onChange({ sort: unless(DEFAULT_SORT, sort) })}
      />
      <ChoiceField
        label="Rows"
        value={search.get("rows") ?? ""}
        choices={HEIGHTS}
        onChange={(rows) => onChange({ rows })}
      />
      <AlarmChoices />
      <ButtonLink href={withZone("/alerts/handover", usePageZone())} className="only-phone">
        Handover
      </ButtonLink>
      <Button tone="quiet" className="hide-m" onClick={onHelp}>
        Keyboard shortcuts <kbd>?</kbd>
      </Button>
    </div>
  );
}
