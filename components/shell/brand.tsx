import Link from "next/link";

/** Name and mark; leads to the reader's start page. */
export function Brand() {
  return (
    <Link className="brand" href="/" prefetch={false} aria-label="MedinovAI Observability, start page">
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d="M1.5 14.5h13M3.5 11V7M8 11V2M12.5 11V5" fill="none" stroke="currentColor" strokeWidth="2.2" />
      </svg>
      <span>
        <b>MedinovAI</b>
        <span>Observability</span>
      </span>
    </Link>
  );
}
