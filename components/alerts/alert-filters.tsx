"use client";

import { Button } from "@/components/ui/button";
import type { EpisodeList } from "@/lib/alerts/list-view";

interface AlertFiltersProps {
  search: URLSearchParams;
  list: EpisodeList;
  /** Sets (or, with null, removes) parameters of the address. */
  onChange: (changes: Record<string, string | null>) => void;
}

const CLEARED = { state: null, suppression: null, severity: null, mine: null } as const;

/** What one press selects: the parameters of the address, which are those of the API. */
const STATES = [
  { value: "", label: "State: any", set: {} },
  { value: "acknowledged", label: "Acknowledged", set: { state: "acknowledged" } },
  { value: "silenced", label: "Silenced", set: { suppression: "silenced" } },
  { value: "inhibited", label: "Inhibited", set: { suppression: "inhibited" } },
  { value: "resolved", label: "Recently resolved", set: { state: "resolved" } },
] as const;

/** Filters as part of the address: a view can be sent to a colleague. */
export function AlertFilters({ search, list, onChange }: AlertFiltersProps) {
  const { open, unowned, mine, critical } = list.summary;
  const state = search.get("suppression") ?? search.get("state") ?? "";
  const buttons = [
    {
      label: "Open",
      count: open,
      on: state === "open" && !search.has("severity") && !search.has("mine"),
      set: { state: "open" },
    },
    { label: "No owner", count: unowned, on: state === "none", set: { state: "firing", suppression: "none" } },
    { label: "Mine", count: mine, on: search.get("mine") === "true", set: { mine: "true", state: "open" } },
    { label: "Critical", count: critical, on: search.has("severity"), set: { severity: "critical", state: "open" } },
  ];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a flex row in every browser
    <div className="al-filters" role="group" aria-label="Filters">
      {buttons.map(({ label, count, on, set }) => (
        <Button key={label} aria-pressed={on} onClick={() => onChange({ ...CLEARED, ...(on ? {} : set) })}>
          {label} <b>{count}</b>
        </Button>
      ))}
      <select
        className="in"
        aria-label="State"
        value={STATES.some((one) => one.value === state) ? state : ""}
        onChange={(event) => onChange({ ...CLEARED, ...STATES.find((one) => one.value === event.target.value)?.set })}
      >
        {STATES.map((one) => (
          <option key={one.value} value={one.value}>
            {one.label}
          </option>
        ))}
      </select>
      <select
        className="in"
        aria-label="Team"
        value={search.get("team") ?? ""}
        onChange={(event) => onChange({ team: event.target.value || null })}
      >
        <option value="">Team: any</option>
        {teamsOf(list, search.get("team")).map((team) => (
          <option key={team} value={team}>
            {team}
          </option>
        ))}
      </select>
      <search key={search.get("q") ?? ""}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            onChange({ q: String(new FormData(event.currentTarget).get("q") ?? "").trim() || null });
          }}
        >
          <input
            className="in"
            type="search"
            name="q"
            maxLength={200}
            defaultValue={search.get("q") ?? ""}
            placeholder="Filter by name or label"
            aria-label="Filter by name or label"
            autoComplete="off"
          />
        </form>
      </search>
    </div>
  );
}

/** The chosen team stays selectable when its last alert has closed. */
function teamsOf({ teams }: EpisodeList, chosen: string | null): string[] {
  return chosen && !teams.includes(chosen) ? [...teams, chosen] : teams;
}
