import { ZonedLink } from "@/components/shell/zoned-link";
import type { Span } from "@/lib/runbooks/parse-spans";

/** A line of a runbook: elements, never HTML that was written somewhere. */
export function SpanList({ spans }: { spans: readonly Span[] }) {
  return spans.map((span, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a fixed text never move
    <OneSpan key={`${index} ${span.text}`} span={span} />
  ));
}

function OneSpan({ span }: { span: Span }) {
  switch (span.kind) {
    case "text":
      return span.text;
    case "code":
      return <code className="mono wrap-anywhere">{span.text}</code>;
    case "strong":
      return <strong>{span.text}</strong>;
    case "link":
      return <ZonedLink href={span.href}>{span.text}</ZonedLink>;
  }
}
