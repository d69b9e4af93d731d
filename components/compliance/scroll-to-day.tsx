"use client";

import { type ReactNode, useEffect, useRef } from "react";

/** The matrix's sideways scroll: it starts where the selected day is visible, and the page itself stays put. */
export function ScrollToDay({ day, children }: { day?: string; children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const heading = day && box.current?.querySelector(`th[data-day="${CSS.escape(day)}"]`);
    if (!heading || !box.current) return;
    const names = box.current.querySelector("th")?.getBoundingClientRect().width ?? 0;
    const seen = box.current.getBoundingClientRect();
    const column = heading.getBoundingClientRect();
    const middle = (seen.left + names + seen.right) / 2;
    box.current.scrollLeft += (column.left + column.right) / 2 - middle;
  }, [day]);
  return (
    <div className="tw mx-scroll" ref={box}>
      {children}
    </div>
  );
}
