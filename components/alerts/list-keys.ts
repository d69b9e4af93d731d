import type { KeyMeaning } from "@/components/shell/shortcut-help";

/** What the keys of the alert list do, for its help. */
export const LIST_KEYS: readonly KeyMeaning[] = [
  [["?"], "Show this list"],
  [["j"], "Next alert (also ↓ in the list)"],
  [["k"], "Previous alert (also ↑ in the list)"],
  [["Enter"], "Open the alert"],
  [["a"], "Acknowledge it; without one, the first that has no owner"],
  [["Ctrl+Enter"], "In its note: send it"],
  [["x"], "Select it, or leave it"],
  [["Esc"], "Select nothing"],
  [["/"], "Search"],
];
