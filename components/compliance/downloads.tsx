import { buttonClass } from "@/components/ui/button";

const FORMATS = ["pdf", "csv", "json"] as const;

/** Links to a report's files; plain anchors, for the browser must fetch them itself. */
export function Downloads({ reportId, buttons = false }: { reportId: string; buttons?: boolean }) {
  return (
    <span className={buttons ? "report-downloads buttons" : "report-downloads"}>
      {FORMATS.map((format) => (
        <a
          key={format}
          href={`/api/reports/${reportId}/file?format=${format}`}
          className={buttons ? buttonClass({ tone: format === "pdf" ? "primary" : "default" }) : undefined}
          download
        >
          {buttons ? `Download ${format.toUpperCase()}` : format.toUpperCase()}
        </a>
      ))}
    </span>
  );
}
