"use client";

import { useLayoutEffect, useRef } from "react";

/** The room of rows that are not drawn. By script: the page's policy takes no style attribute. */
export function Spacer({ height }: { height: number }) {
  const line = useRef<HTMLTableRowElement>(null);
  useLayoutEffect(() => {
    if (line.current) line.current.style.height = `${height}px`;
  }, [height]);
  if (height === 0) return null;
  return (
    <tbody aria-hidden="true" className="al-spacer">
      <tr ref={line} />
    </tbody>
  );
}
