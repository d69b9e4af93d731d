"use client";

import { Dialog } from "@/components/ui/dialog";
import { useShortcutsEnabled } from "./use-shortcuts-enabled";

const KEYS: readonly [keys: string[], meaning: string][] = [
  [["?"], "Show this list"],
  [["r"], "Refresh now"],
  [["p"], "Pause or resume refreshing"],
  [["t", "←"], "Earlier"],
  [["t", "→"], "Later"],
  [["t", "z"], "Zoom out"],
];

/** What the keys do, and the switch that turns them off. */
export default function ShortcutHelp({ onClose }: { onClose: () => void }) {
  const [enabled, setEnabled] = useShortcutsEnabled();
  return (
    <Dialog open onClose={onClose} title="Keyboard shortcuts">
      <dl className="kv gap-y-2">
        {KEYS.map(([keys, meaning]) => (
          <div className="contents" key={meaning}>
            <dt>
              {keys.map((key, index) => (
                <span key={key}>
                  {index > 0 && " then "}
                  <kbd>{key}</kbd>
                </span>
              ))}
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <label className="check">
        <input type="checkbox" checked={enabled} onChange={(event) => setEnabled(event.target.checked)} /> Use keyboard
        shortcuts in this browser
      </label>
    </Dialog>
  );
}
