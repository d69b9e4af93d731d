export type Span =
  | { kind: "text"; text: string }
  | { kind: "code"; text: string }
  | { kind: "strong"; text: string }
  | { kind: "link"; text: string; href: string };

const MARK = /`([^`]+)`|\*\*([^*]+)\*\*|\[([^[\]]+)\]\(([^()\s]+)\)/g;
/** A page of the portal: one slash, so that no other host is meant, and nothing that ends the path early. */
const OWN_PAGE = /^\/(?![/\\])[\w\-./?=&%#]*$/;

/** What stands in a line: text, `code`, **strong** and [links](/to pages of the portal). All else is text as it is. */
export function parseSpans(line: string): Span[] {
  const spans: Span[] = [];
  let at = 0;
  const text = (end: number) => {
    if (end > at) spans.push({ kind: "text", text: line.slice(at, end) });
  };
  for (const match of line.matchAll(MARK)) {
    const [whole, code, strong, label = "", href = ""] = match;
    if (code === undefined && strong === undefined && !OWN_PAGE.test(href)) continue;
    text(match.index);
    at = match.index + whole.length;
    if (code !== undefined) spans.push({ kind: "code", text: code });
    else if (strong !== undefined) spans.push({ kind: "strong", text: strong });
    else spans.push({ kind: "link", text: label, href });
  }
  text(line.length);
  return spans;
}
