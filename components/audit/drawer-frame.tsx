"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useRef } from "react";

interface DrawerFrameProps {
  seq: number;
  closeHref: string;
  children: ReactNode;
}

/** Takes the focus when it opens; Escape closes it, and the focus goes back to the entry's link in the table. */
export function DrawerFrame({ seq, closeHref, children }: DrawerFrameProps) {
  const frame = useRef<HTMLElement>(null);
  const router = useRouter();
  useEffect(() => {
    frame.current?.focus({ preventScroll: true });
    return () => document.querySelector<HTMLElement>(`a[data-entry="${seq}"]`)?.focus();
  }, [seq]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented) router.push(closeHref, { scroll: false });
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [router, closeHref]);
  return (
    <aside className="drawer" aria-label={`Entry ${seq}`} tabIndex={-1} ref={frame}>
      {children}
    </aside>
  );
}
