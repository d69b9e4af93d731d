"use client";

import { type ReactNode, useEffect, useId, useRef } from "react";
import { Button } from "./button";
import { Icon } from "./icon";

interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  className?: string;
  children: ReactNode;
}

const FIRST = "[data-first-focus]";
const FIRST_ON_TOUCH = '[data-first-focus]:not([data-first-focus="with-keys"])';

/**
 * A native modal dialog (focus trap and Escape come with it); on a phone a sheet at the bottom. Focus goes to the
 * element marked `data-first-focus`, else to the first that takes it. One marked "with-keys" has it only where the keys
 * are there already: a phone would lay its own over the sheet's button.
 */
export function Dialog({ open, onClose, title, className = "", children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    if (open && !dialog.current?.open) {
      dialog.current?.showModal();
      const touched = window.matchMedia("(pointer: coarse)").matches;
      dialog.current?.querySelector<HTMLElement>(touched ? FIRST_ON_TOUCH : FIRST)?.focus();
    }
    if (!open && dialog.current?.open) dialog.current.close();
  }, [open]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click beside the dialog is a second way; Escape and the button close it too
    <dialog
      ref={dialog}
      className={`dialog ${className}`.trim()}
      aria-labelledby={heading}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && isOutside(event) && onClose()}
    >
      {open && (
        <>
          <div className="dialog-head">
            <h2 id={heading}>{title}</h2>
            <Button tone="quiet" square aria-label="Close" onClick={onClose}>
              <Icon name="cross" />
            </Button>
          </div>
          <div className="dialog-body">{children}</div>
        </>
      )}
    </dialog>
  );
}

function isOutside({ clientX, clientY, currentTarget }: React.MouseEvent<HTMLDialogElement>): boolean {
  const box = currentTarget.getBoundingClientRect();
  return clientX < box.left || clientX > box.right || clientY < box.top || clientY > box.bottom;
}
