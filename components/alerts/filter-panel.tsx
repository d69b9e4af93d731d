"use client";

import { Button } from "@/components/ui/button";
import { ChoiceField } from "./choice-field";

interface FilterPanelProps {
  search: URLSearchParams;
  teams: readonly string[];
  onChange: (changes: Record<string, string | null>) => void;
  onClear: () => void;
}

const ANY = ["", "Any"] as const;
const yesNo = (yes: string, no: string) => [ANY, ["yes", yes], ["no", no]] as const;

/** Every filter by itself: acknowledged, silenced, inhibited and muted are four different things. */
const FIELDS = [
  {
    name: "state",
    label: "State",
    choices: [
      ["", "Open, and lately resolved"],
      ["open", "Open"],
      ["resolved", "Resolved in 24 hours"],
      ["all", "All"],
    ],
  },
  { name: "acknowledged", label: "Acknowledged", choices: yesNo("Acknowledged", "Not acknowledged") },
  { name: "silenced", label: "Silenced", choices: yesNo("Silenced", "Not silenced") },
  { name: "inhibited", label: "Inhibited", choices: yesNo("Inhibited", "Not inhibited") },
  { name: "muted", label: "Muted by time", choices: yesNo("Muted", "Not muted") },
  {
    name: "severity",
    label: "Severity",
    choices: [ANY, ["critical", "Critical"], ["warning", "Warning"], ["info", "Info"], ["none", "None"]],
  },
] as const;

export default function FilterPanel({ search, teams, onChange, onClear }: FilterPanelProps) {
  const chosen = search.get("team") ?? "";
  return (
    <div className="al-panel">
      {FIELDS.map(({ name, label, choices }) => (
        <ChoiceField
          key={name}
          label={label}
          value={search.get(name) ?? ""}
          choices={withChosen(choices, search.get(name))}
          onChange={(value) => onChange({ [name]: value })}
        />
      ))}
      <ChoiceField
        label="Team"
        value={chosen}
        // The chosen team stays selectable when its last alert has closed.
        choices={withChosen([ANY, ...teams.map((team) => [team, team] as const)], chosen)}
        onChange={(team) => onChange({ team })}
      />
      <Button onClick={onClear}>Clear all filters</Button>
    </div>
  );
}

function withChosen(choices: readonly (readonly [string, string])[], chosen: string | null) {
  return !chosen || choices.some(([value]) => value === chosen) ? choices : [...choices, [chosen, chosen] as const];
}
