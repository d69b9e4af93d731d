"use client";

import { type RefObject, useEffect, useState } from "react";

type Listener = (width: number) => void;

const listeners = new Map<Element, Listener>();
let observer: ResizeObserver | undefined;

/** One ResizeObserver serves every chart of the page. */
function observe(element: Element, listener: Listener): () => void {
  observer ??= new ResizeObserver((entries) => {
    for (const { target, contentRect } of entries) listeners.get(target)?.(Math.round(contentRect.width));
  });
  listeners.set(element, listener);
  observer.observe(element);
  return () => {
    listeners.delete(element);
    observer?.unobserve(element);
  };
}

/** The element's width in CSS pixels, 0 until it was measured. */
export function useElementWidth(ref: RefObject<Element | null>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => (ref.current ? observe(ref.current, setWidth) : undefined), [ref]);
  return width;
}
