import { parseSpans, type Span } from "./parse-spans";

export type Block =
  | { kind: "paragraph"; spans: Span[] }
  | { kind: "list"; ordered: boolean; items: Span[][] }
  | { kind: "code"; language: string; text: string };

const FENCE = /^```(\w*)\s*$/;
const BULLET = /^- (.*)$/;
const NUMBER = /^\d+\. (.*)$/;

/** Paragraphs, lists of one level and fenced code: the part of Markdown that runbooks are written in. */
export function parseBlocks(lines: readonly string[]): Block[] {
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? "";
    const fence = FENCE.exec(line);
    if (fence) {
      const end = closing(lines, at + 1);
      blocks.push({ kind: "code", language: fence[1] ?? "", text: lines.slice(at + 1, end).join("\n") });
      at = end + 1;
    } else if (line.trim() === "") at++;
    else {
      const end = runEnd(lines, at);
      blocks.push(textBlock(lines.slice(at, end)));
      at = end;
    }
  }
  return blocks;
}

/** The line of the closing fence; a fence that is never closed reaches to the end. */
function closing(lines: readonly string[], from: number): number {
  const end = lines.findIndex((line, index) => index >= from && FENCE.test(line));
  return end < 0 ? lines.length : end;
}

/** Where lines of one kind end: at an empty one, a fence, or where a list begins or ends. */
function runEnd(lines: readonly string[], from: number): number {
  const kind = kindOf(lines[from] ?? "");
  let end = from + 1;
  for (; end < lines.length; end++) {
    const line = lines[end] ?? "";
    if (line.trim() === "" || FENCE.test(line)) break;
    const continued = kindOf(line) === "text" && (kind === "text" || /^\s/.test(line));
    if (!continued && kindOf(line) !== kind) break;
  }
  return end;
}

function kindOf(line: string): "bullet" | "number" | "text" {
  if (BULLET.test(line)) return "bullet";
  return NUMBER.test(line) ? "number" : "text";
}

function textBlock(lines: readonly string[]): Block {
  const kind = kindOf(lines[0] ?? "");
  if (kind === "text") return { kind: "paragraph", spans: parseSpans(joined(lines)) };
  const items: string[][] = [];
  for (const line of lines) {
    const begun = (kind === "bullet" ? BULLET : NUMBER).exec(line);
    if (begun) items.push([begun[1] ?? ""]);
    else items.at(-1)?.push(line);
  }
  return { kind: "list", ordered: kind === "number", items: items.map((item) => parseSpans(joined(item))) };
}

function joined(lines: readonly string[]): string {
  return lines.map((line) => line.trim()).join(" ");
}
