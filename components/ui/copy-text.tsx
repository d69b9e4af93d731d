"use client";

import { useState } from "react";
import { Button } from "./button";

/** Copies a text; says so, or that the browser did not allow it. */
export function CopyText({ text, label }: { text: string; label: string }) {
  const [said, setSaid] = useState(label);
  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setSaid("Copied");
    } catch {
      setSaid("Copying is not allowed here");
    }
  }
  return <Button onClick={copy}>{said}</Button>;
}
