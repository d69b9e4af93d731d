import type { ReactNode } from "react";

const LINE = {
  fill: "none",
  stroke: "currentColor",
  strokeWidth: 1.8,
  strokeLinecap: "round",
  strokeLinejoin: "round",
} as const;

/** A stroke cut out of a filled shape, in the colour of what lies behind it. */
const CUT = {
  className: "icon-cut",
  fill: "none",
  strokeWidth: 2,
  strokeLinecap: "round",
  strokeLinejoin: "round",
} as const;

const SHAPES = {
  pass: (
    <>
      <circle cx="8" cy="8" r="7" fill="currentColor" />
      <path d="M4.8 8.3 7.1 10.6 11.4 5.8" {...CUT} />
    </>
  ),
  fail: (
    <>
      <rect x="1" y="1" width="14" height="14" rx="2" fill="currentColor" />
      <path d="M5 5l6 6M11 5l-6 6" {...CUT} />
    </>
  ),
  warn: (
    <>
      <path d="M8 1.2 15.4 14.4H.6Z" fill="currentColor" stroke="currentColor" strokeLinejoin="round" />
      <path d="M8 6v4M8 12.2v.1" {...CUT} />
    </>
  ),
  critical: (
    <>
      <path d="M5 .8h6L15.2 5v6L11 15.2H5L.8 11V5Z" fill="currentColor" />
      <path d="M8 4v5M8 11.8v.1" {...CUT} />
    </>
  ),
  unknown: (
    <>
      <path d="M8 .9 15.1 8 8 15.1 .9 8Z" {...LINE} strokeDasharray="2.6 2" />
      <path d="M6.3 6.6a1.8 1.8 0 1 1 2.5 1.7c-.6.3-.8.6-.8 1.1M8 11.4v.1" {...LINE} strokeWidth={1.6} />
    </>
  ),
  na: <path d="M4 8h8" {...LINE} />,
  info: (
    <>
      <circle cx="8" cy="8" r="6.6" {...LINE} />
      <path d="M8 7.5v3.5M8 4.8v.1" {...LINE} />
    </>
  ),
  clock: (
    <>
      <circle cx="8" cy="8" r="6.4" {...LINE} strokeDasharray="2.6 1.8" />
      <path d="M8 4.6V8l2.3 1.6" {...LINE} />
    </>
  ),
  partial: (
    <>
      <circle cx="8" cy="8" r="6.6" {...LINE} />
      <path d="M8 1.4a6.6 6.6 0 0 0 0 13.2Z" fill="currentColor" />
    </>
  ),
  lock: (
    <>
      <rect x="2.6" y="7" width="10.8" height="7.4" rx="1.2" {...LINE} />
      <path d="M5 7V5a3 3 0 0 1 6 0v2" {...LINE} />
    </>
  ),
  check: <path d="M1.5 8.4 5.6 12.5 14.4 3.6" {...LINE} strokeWidth={2.2} />,
  cross: <path d="M3.5 3.5l9 9M12.5 3.5l-9 9" {...LINE} />,
  "chevron-left": <path d="M10 3.5 5.5 8l4.5 4.5" {...LINE} />,
  "chevron-right": <path d="M6 3.5 10.5 8 6 12.5" {...LINE} />,
  "chevron-down": <path d="M3.5 6 8 10.5 12.5 6" {...LINE} />,
  pause: <path d="M5 3v10M11 3v10" {...LINE} strokeWidth={2.4} />,
  play: <path d="M4.5 2.5 13 8l-8.5 5.5Z" fill="currentColor" stroke="currentColor" strokeLinejoin="round" />,
  refresh: <path d="M13.5 8a5.5 5.5 0 1 1-1.7-4M13.6 1.6v3h-3" {...LINE} />,
  "zoom-out": (
    <>
      <circle cx="7" cy="7" r="5" {...LINE} />
      <path d="M10.8 10.8 14.4 14.4M4.8 7h4.4" {...LINE} />
    </>
  ),
  mute: <path d="M2.5 6v4h2.7l3.8 3V3L5.2 6ZM11.5 6l3 4M14.5 6l-3 4" {...LINE} strokeWidth={1.6} />,
  arrow: <path d="M3 2v6.5h9M9 5.2l3.4 3.3L9 11.8" {...LINE} />,
  menu: <path d="M2 4h12M2 8h12M2 12h12" {...LINE} />,
  search: (
    <>
      <circle cx="7" cy="7" r="5" {...LINE} />
      <path d="M10.8 10.8 14.4 14.4" {...LINE} />
    </>
  ),
  copy: (
    <>
      <rect x="5.5" y="5.5" width="9" height="9" rx="1.4" {...LINE} />
      <path d="M10.5 2.6v-.2c0-.5-.4-.9-.9-.9H2.4c-.5 0-.9.4-.9.9v7.2c0 .5.4.9.9.9h.2" {...LINE} />
    </>
  ),
  download: <path d="M8 1.5v9M4.2 7 8 10.7 11.8 7M1.8 14.3h12.4" {...LINE} />,
  sun: (
    <>
      <circle cx="8" cy="8" r="3" {...LINE} />
      <path
        d="M8 1v1.2M8 13.8V15M1 8h1.2M13.8 8H15M3 3l.9.9M12.1 12.1l.9.9M3 13l.9-.9M12.1 3.9 13 3"
        {...LINE}
        strokeWidth={1.5}
      />
    </>
  ),
  moon: <path d="M13.6 9.7A6 6 0 1 1 6.3 2.4a4.8 4.8 0 0 0 7.3 7.3Z" {...LINE} />,
  system: (
    <>
      <circle cx="8" cy="8" r="6" {...LINE} />
      <path d="M8 2a6 6 0 0 1 0 12Z" fill="currentColor" />
    </>
  ),
  bell: <path d="M3 11.5h10c-1-1-1.4-2-1.4-4.4a3.6 3.6 0 0 0-7.2 0C4.4 9.5 4 10.5 3 11.5ZM6.7 14h2.6" {...LINE} />,
  mark: <path d="M1.5 14.5h13M3.5 11V7M8 11V2M12.5 11V5" fill="none" stroke="currentColor" strokeWidth={2.2} />,
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof SHAPES;

/** One of the portal's own shapes, in the colour and size of the text. Give `label` only when no word stands beside it. */
export function Icon({ name, label, className = "" }: { name: IconName; label?: string; className?: string }) {
  const look = { className: `i ${className}`.trim(), viewBox: "0 0 16 16" };
  if (!label)
    return (
      <svg {...look} aria-hidden="true">
        {SHAPES[name]}
      </svg>
    );
  return (
    <svg {...look} role="img" aria-label={label}>
      {SHAPES[name]}
    </svg>
  );
}
