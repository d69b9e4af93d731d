"use client";

import { type FormEvent, type KeyboardEvent, useId } from "react";
import { Button } from "@/components/ui/button";

interface QueryFormProps {
  draft: string;
  onDraft: (draft: string) => void;
  onRun: () => void;
  running: boolean;
  onCancel: () => void;
  /** The text as it stands was refused. */
  refused: boolean;
  sources: readonly string[];
  datasource: string | undefined;
  onDatasource: (name: string) => void;
}

const MAX_LENGTH = 4_096;
const MAX_ROWS = 12;

/** The query's text, its source where there are several, and running it: by the button, or from the keyboard. */
export function QueryForm(props: QueryFormProps) {
  const { draft, onDraft, onRun, running, onCancel, refused, sources, datasource, onDatasource } = props;
  const id = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onRun();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    onRun();
  };
  return (
    <form className="ex-form" onSubmit={submit}>
      <div className="field">
        <label htmlFor={`${id}-query`}>PromQL</label>
        <textarea
          className="in ex-text"
          id={`${id}-query`}
          rows={Math.min(MAX_ROWS, Math.max(2, draft.split("\n").length))}
          value={draft}
          maxLength={MAX_LENGTH}
          onChange={({ target }) => onDraft(target.value)}
          onKeyDown={onKey}
          aria-describedby={`${id}-hint`}
          aria-invalid={refused}
          aria-keyshortcuts="Control+Enter Meta+Enter"
          autoCapitalize="none"
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
        />
      </div>
      <div className="ex-actions">
        <Button type="submit" tone="primary" aria-disabled={draft.trim() === ""}>
          Run
        </Button>
        {running && <Button onClick={onCancel}>Cancel</Button>}
        {sources.length > 1 && (
          <label className="ex-source">
            Source{" "}
            <select className="in" value={datasource} onChange={({ target }) => onDatasource(target.value)}>
              {sources.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </label>
        )}
        <p className="hint" id={`${id}-hint`}>
          <span className="hide-m">
            <kbd>Ctrl</kbd> <kbd>Enter</kbd> runs it.
          </span>{" "}
          Each run is written to the audit ledger.
        </p>
      </div>
    </form>
  );
}
