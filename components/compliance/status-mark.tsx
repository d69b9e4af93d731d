import { Badge, type BadgeTone } from "@/components/ui/badge";
import { Icon } from "@/components/ui/icon";
import type { Cell } from "@/lib/compliance/month-view";

const WORDS: Record<Cell, string> = {
  pass: "Pass",
  fail: "Fail",
  unknown: "Unknown",
  not_applicable: "Not applicable",
  not_run: "Not run",
  not_due: "Not over yet",
};

const TONES: Record<Cell, BadgeTone> = {
  pass: "pass",
  fail: "fail",
  unknown: "unknown",
  not_applicable: "na",
  not_run: "unknown",
  not_due: "plain",
};

export function statusWord(status: Cell): string {
  return WORDS[status];
}

/** A status as word, shape and colour. */
export function StatusBadge({ status }: { status: Cell }) {
  return <Badge tone={TONES[status]}>{WORDS[status]}</Badge>;
}

/** The shape alone, for a cell or a legend; a pass is a quiet dot, so that the others stand out. */
export function StatusShape({ status }: { status: Cell }) {
  switch (status) {
    case "pass":
      return <i className="status-dot" />;
    case "fail":
      return <Icon name="fail" className="t-fail" />;
    case "unknown":
      return <Icon name="unknown" className="t-unknown" />;
    case "not_run":
      return <i className="status-dot hollow" />;
    case "not_applicable":
      return <Icon name="na" className="muted" />;
    case "not_due":
      return <i className="status-dot none" />;
  }
}
