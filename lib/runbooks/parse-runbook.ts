import { type Block, parseBlocks } from "./parse-blocks";

export interface Runbook {
  /** Of its alert. */
  name: string;
  sections: { heading: string; blocks: Block[] }[];
}

const TITLE = /^# /;
const HEADING = /^## (.*)$/;

/** A runbook's file taken apart at its second-level headings; what stands before the first one is not shown. */
export function parseRunbook(name: string, markdown: string): Runbook {
  const sections: { heading: string; lines: string[] }[] = [];
  let fenced = false;
  for (const line of markdown.split(/\r?\n/)) {
    if (line.startsWith("```")) fenced = !fenced;
    const heading = fenced ? null : HEADING.exec(line);
    if (heading) sections.push({ heading: heading[1]?.trim() ?? "", lines: [] });
    else if (fenced || !TITLE.test(line)) sections.at(-1)?.lines.push(line);
  }
  return { name, sections: sections.map(({ heading, lines }) => ({ heading, blocks: parseBlocks(lines) })) };
}
