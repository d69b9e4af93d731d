"use client";

import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { Button, buttonClass } from "./button";
import { Icon } from "./icon";

interface PopoverProps {
  /** Content of the button. */
  label: ReactNode;
  /** What the opened panel is for: its heading on a phone, and its name to screen readers. */
  title: string;
  /** Replaces the look of a button. */
  buttonClassName?: string;
  disabled?: boolean;
  children: (close: () => void) => ReactNode;
}

/** A button and a small panel under it. Closed by Escape, by a press elsewhere, and when the focus leaves it. */
export function Popover({ label, title, buttonClassName, disabled, children }: PopoverProps) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const trigger = useRef<HTMLButtonElement>(null);
  const body = useId();
  useEffect(() => {
    if (!open) return;
    const onPress = (event: PointerEvent) => {
      if (!root.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener("pointerdown", onPress);
    return () => document.removeEventListener("pointerdown", onPress);
  }, [open]);

  function close() {
    setOpen(false);
    trigger.current?.focus();
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only listens to what bubbles up from the button and the panel
    <div
      className="pop"
      ref={root}
      onKeyDown={(event) => event.key === "Escape" && open && close()}
      onBlur={(event) => event.relatedTarget && !event.currentTarget.contains(event.relatedTarget) && setOpen(false)}
    >
      <button
        ref={trigger}
        type="button"
        className={buttonClassName ?? buttonClass({})}
        disabled={disabled}
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-controls={open ? body : undefined}
        onClick={() => setOpen(!open)}
      >
        {label}
      </button>
      {open && (
        <>
          <div className="pop-scrim" aria-hidden="true" onPointerDown={() => setOpen(false)} />
          <div className="pop-body" id={body} role="dialog" aria-label={title}>
            <div className="pop-head">
              <b>{title}</b>
              <Button tone="quiet" square aria-label="Close" onClick={close}>
                <Icon name="cross" />
              </Button>
            </div>
            {children(close)}
          </div>
        </>
      )}
    </div>
  );
}
