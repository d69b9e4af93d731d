import type { KeyMeaning } from "@/components/shell/shortcut-help";

/** What the keys of an alert's page do, for its help. */
export const DETAIL_KEYS: readonly KeyMeaning[] = [
  [["?"], "Show this list"],
  [["a"], "Acknowledge the alert"],
  [["n"], "Add a note"],
  [["Ctrl+Enter"], "In a note: send it"],
];
