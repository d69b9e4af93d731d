"use client";

import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { OPERATORS, type Operator } from "@/lib/matchers/matcher";
import { type DraftMatcher, newDraft } from "./draft-matcher";

interface MatcherEditorProps {
  drafts: readonly DraftMatcher[];
  onChange: (drafts: DraftMatcher[]) => void;
}

const MAX_ROWS = 20;
const MEANINGS: Record<Operator, string> = {
  "=": "is",
  "!=": "is not",
  "=~": "matches",
  "!~": "matches not",
};

/** The conditions of a new silence, a row each; all must hold. */
export function MatcherEditor({ drafts, onChange }: MatcherEditorProps) {
  const replace = (key: number, part: Partial<DraftMatcher>) =>
    onChange(drafts.map((draft) => (draft.key === key ? { ...draft, ...part } : draft)));
  return (
    <fieldset className="field">
      <legend className="lab">Hold back alerts whose labels all match</legend>
      <div className="si-editor">
        {drafts.map((draft, index) => (
          <MatcherFields
            key={draft.key}
            draft={draft}
            place={index + 1}
            onChange={(part) => replace(draft.key, part)}
            onRemove={drafts.length > 1 ? () => onChange(drafts.filter(({ key }) => key !== draft.key)) : undefined}
          />
        ))}
      </div>
      <div>
        <Button disabled={drafts.length >= MAX_ROWS} onClick={() => onChange([...drafts, newDraft()])}>
          Add matcher
        </Button>
      </div>
      <p className="hint">
        Regular expressions (RE2) must match the whole value. A label that an alert lacks counts as empty.
      </p>
    </fieldset>
  );
}

interface MatcherFieldsProps {
  draft: DraftMatcher;
  place: number;
  onChange: (part: Partial<DraftMatcher>) => void;
  onRemove?: () => void;
}

function MatcherFields({ draft, place, onChange, onRemove }: MatcherFieldsProps) {
  const { name, operator, value } = draft;
  return (
    <div className="si-matcher">
      <input
        className="in mono"
        aria-label={`Label ${place}`}
        placeholder="label"
        maxLength={128}
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        value={name}
        onChange={(event) => onChange({ name: event.target.value })}
      />
      <select
        className="in"
        aria-label={`Comparison ${place}`}
        value={operator}
        onChange={(event) => onChange({ operator: event.target.value as Operator })}
      >
        {OPERATORS.map((one) => (
          <option key={one} value={one}>
            {one} {MEANINGS[one]}
          </option>
        ))}
      </select>
      <input
        className="in mono"
        aria-label={`Value ${place}`}
        placeholder={operator.endsWith("~") ? "regular expression" : "value"}
        maxLength={operator.endsWith("~") ? 200 : 1000}
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        value={value}
        onChange={(event) => onChange({ value: event.target.value })}
      />
      <Button square tone="quiet" disabled={!onRemove} aria-label={`Remove matcher ${place}`} onClick={onRemove}>
        <Icon name="cross" />
      </Button>
    </div>
  );
}
