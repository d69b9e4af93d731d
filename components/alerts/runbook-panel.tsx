import { ZonedLink } from "@/components/shell/zoned-link";
import { Panel } from "@/components/ui/panel";

/** A link only when the server allowed it (`url`); otherwise the annotation's text. Nothing when there is no runbook. */
export function RunbookPanel({ url, text }: { url: string | null; text: string | undefined }) {
  if (!text) return null;
  return (
    <Panel title="Runbook">
      <RunbookLink url={url} text={text} />
    </Panel>
  );
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
