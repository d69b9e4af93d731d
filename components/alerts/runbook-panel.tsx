import { ZonedLink } from "@/components/shell/zoned-link";
import { Panel } from "@/components/ui/panel";

interface RunbookPanelProps {
  url: string | null;
  text: string | undefined;
  board: string | null;
}

/**
 * Where to read on. A link only when the server allowed it (`url`, `board`); otherwise the annotation's text. Nothing
 * when there is neither.
 */
export function RunbookPanel({ url, text, board }: RunbookPanelProps) {
  if (!text && !board) return null;
  return (
    <Panel title={text ? "Runbook" : "Where it shows"}>
      {text && <RunbookLink url={url} text={text} />}
      {board && (
        <p>
          <ZonedLink className="al-runbook" href={board}>
            {boardName(board)}
          </ZonedLink>
        </p>
      )}
    </Panel>
  );
}

/** "Operations board around the firing" */
function boardName(path: string): string {
  const [, name] = /^\/dashboards\/(\w+)/.exec(path) ?? [];
  return name ? `${name[0]?.toUpperCase()}${name.slice(1)} board around the firing` : "Status page";
}

function RunbookLink({ url, text }: { url: string | null; text: string }) {
  if (url?.startsWith("/"))
    return (
      <ZonedLink className="al-runbook wrap-anywhere" href={url}>
        {url}
      </ZonedLink>
    );
  if (url)
    return (
      <a className="al-runbook wrap-anywhere" href={url} target="_blank" rel="noopener noreferrer nofollow">
        {url}
      </a>
    );
  return (
    <>
      <p className="mono wrap-anywhere">{text}</p>
      <p className="hint">Not a link: its host is not among the allowed ones.</p>
    </>
  );
}
