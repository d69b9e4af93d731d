import { type ESTree, parseSync, Visitor } from "vite";

export interface Expression {
  /** File and line. */
  at: string;
  source: string;
  flags: string;
}

/** The regular expressions that a source file writes down, and whether it puts others together when it runs. */
export function expressionsIn(file: { path: string; text: string }): { written: Expression[]; puts: boolean } {
  const { program, errors } = parseSync(file.path, file.text);
  if (errors.length > 0) throw new Error(`${file.path}: ${errors[0]!.message}`);
  const written: Expression[] = [];
  let puts = false;
  new Visitor({
    Literal(node) {
      if (!("regex" in node)) return;
      const line = file.text.slice(0, node.start).split("\n").length;
      written.push({ at: `${file.path}:${line}`, source: node.regex.pattern, flags: node.regex.flags });
    },
    NewExpression(node) {
      puts ||= isRegExp(node.callee);
    },
    CallExpression(node) {
      puts ||= isRegExp(node.callee);
    },
  }).visit(program);
  return { written, puts };
}

function isRegExp(callee: ESTree.Expression): boolean {
  return callee.type === "Identifier" && callee.name === "RegExp";
}
