"use client";

import { Dialog } from "@/components/ui/dialog";
import { useShortcutsEnabled } from "./use-shortcuts-enabled";

/** Keys pressed one after the other, and what they do. */
export type KeyMeaning = readonly [keys: readonly string[], meaning: string];

interface ShortcutHelpProps {
  keys: readonly KeyMeaning[];
  onClose: () => void;
}

/** What the page's keys do, and the switch that turns them off. */
export default function ShortcutHelp({ keys: all, onClose }: ShortcutHelpProps) {
  const [enabled, setEnabled] = useShortcutsEnabled();
  return (
    <Dialog open onClose={onClose} title="Keyboard shortcuts">
      <dl className="kv gap-y-2">
        {all.map(([keys, meaning]) => (
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
