import { Panel } from "@/components/ui/panel";

/** A link only when the server allowed it (`url`); otherwise the annotation's text. Nothing when there is no runbook. */
export function RunbookPanel({ url, text }: { url: string | null; text: string | undefined }) {
  if (!text) return null;
  return (
    <Panel title="Runbook">
      {url ? (
        <a className="al-runbook wrap-anywhere" href={url} target="_blank" rel="noopener noreferrer nofollow">
          {url}
        </a>
      ) : (
        <>
          <p className="mono wrap-anywhere">{text}</p>
          <p className="hint">Not a link: its host is not among the allowed ones.</p>
        </>
      )}
    </Panel>
  );
}
