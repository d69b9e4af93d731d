import { CopyText } from "@/components/ui/copy-text";
import type { Block } from "@/lib/runbooks/parse-blocks";
import { SpanList } from "./span-list";

const CODE_NAMES: Record<string, string> = { promql: "Query", sh: "Command" };

/** A paragraph, a list, or code with a button that copies it. */
export function RunbookBlock({ block }: { block: Block }) {
  if (block.kind === "paragraph")
    return (
      <p>
        <SpanList spans={block.spans} />
      </p>
    );
  if (block.kind === "list") {
    const List = block.ordered ? "ol" : "ul";
    return (
      <List className="rb-list">
        {block.items.map((spans, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the items of a fixed text never move
          <li key={`${index} ${spans[0]?.text}`}>
            <SpanList spans={spans} />
          </li>
        ))}
      </List>
    );
  }
  const name = CODE_NAMES[block.language] ?? "Text";
  return (
    <figure className="rb-code">
      <figcaption>
        {name}
        <CopyText text={block.text} label={`Copy ${name.toLowerCase()}`} />
      </figcaption>
      <pre>{block.text}</pre>
    </figure>
  );
}
