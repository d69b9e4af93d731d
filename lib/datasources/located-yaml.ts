import "server-only";
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from "yaml";

const MAX_ALIASES = 100;

export interface LocatedYaml {
  value: unknown;
  /** Line (from 1) where the key or item at this path is written, or its nearest parent that exists. */
  lineOf(path: readonly PropertyKey[]): number;
}

/** Parses YAML and remembers where each value stood. Throws one Error, "file:line: what is wrong". */
export function parseLocatedYaml(text: string, file: string): LocatedYaml {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const broken = document.errors[0];
  if (broken) throw new Error(`${file}:${lines.linePos(broken.pos[0]).line}: ${broken.message}`);
  return {
    value: document.toJS({ maxAliasCount: MAX_ALIASES }),
    lineOf(path) {
      for (let length = path.length; length > 0; length--) {
        const offset = offsetOf(document, path.slice(0, length));
        if (offset !== undefined) return lines.linePos(offset).line;
      }
      return 1;
    },
  };
}

function offsetOf(document: Document, path: readonly PropertyKey[]): number | undefined {
  const parent = document.getIn(path.slice(0, -1), true);
  if (isMap(parent)) {
    const pair = parent.items.find((item) => isScalar(item.key) && item.key.value === path.at(-1));
    return isScalar(pair?.key) ? pair.key.range?.[0] : undefined;
  }
  const node = document.getIn(path, true);
  return isNode(node) ? node.range?.[0] : undefined;
}
