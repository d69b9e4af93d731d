"use client";

import { useEffect, useState } from "react";
import { Button } from "./button";

/** So long it is said what became of a copy; then the button has its name again, for the next one. */
const SAID_MS = 2_000;

/** Copies a text; says so, or that the browser did not allow it. */
export function CopyText({ text, label }: { text: string; label: string }) {
  const [said, setSaid] = useState<string>();
  useEffect(() => {
    if (said === undefined) return;
    const timer = setTimeout(() => setSaid(undefined), SAID_MS);
    return () => clearTimeout(timer);
  }, [said]);
  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setSaid("Copied");
    } catch {
      setSaid("Copying is not allowed here");
    }
  }
  return <Button onClick={copy}>{said ?? label}</Button>;
}
