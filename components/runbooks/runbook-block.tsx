import { ZonedLink } from "@/components/shell/zoned-link";
import { buttonClass } from "@/components/ui/button";
import { CopyText } from "@/components/ui/copy-text";
import { exploreHref } from "@/lib/explore/explore-href";
import type { Block } from "@/lib/runbooks/parse-blocks";
import { SpanList } from "./span-list";

const CODE_NAMES: Record<string, string> = { promql: "Query", sh: "Command" };

interface RunbookBlockProps {
  block: Block;
  /** The reader may run queries here. */
  explore: boolean;
}

/** A paragraph, a list, or code with a button that copies it; a query with a link that runs it. */
export function RunbookBlock({ block, explore }: RunbookBlockProps) {
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
        <span className="rb-actions">
          {explore && block.language === "promql" && (
            <ZonedLink className={buttonClass({})} href={exploreHref(block.text)}>
              Open in Explore
            </ZonedLink>
          )}
          <CopyText text={block.text} label={`Copy ${name.toLowerCase()}`} />
        </span>
      </figcaption>
      <pre>{block.text}</pre>
    </figure>
  );
}
