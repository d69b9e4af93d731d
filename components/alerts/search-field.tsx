"use client";

import { useEffect, useRef, useState } from "react";

const PAUSE_MS = 300;

interface SearchFieldProps {
  value: string;
  /** `again`: still the same search being typed. */
  onChange: (text: string, again: boolean) => void;
}

/** Looks as one types, after a short pause. One search is one step of the browser's back button, however it was typed. */
export function SearchField({ value, onChange }: SearchFieldProps) {
  const [text, setText] = useState(value);
  const sent = useRef(value);
  const typing = useRef(false);
  // The address changed by itself: the back button, a filter that was cleared.
  if (value !== sent.current) {
    sent.current = value;
    setText(value);
  }
  useEffect(() => {
    const trimmed = text.trim();
    if (trimmed === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = trimmed;
      onChange(trimmed, typing.current);
      typing.current = true;
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, onChange]);
  return (
    <search>
      <input
        className="in"
        type="search"
        data-alert-search
        maxLength={200}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => {
          typing.current = false;
        }}
        onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
        placeholder="Name, label or team=platform"
        aria-label="Search names and labels; label=value for one label"
        autoComplete="off"
        spellCheck={false}
      />
    </search>
  );
}
