import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseBlocks } from "./parse-blocks";
import { parseRunbook } from "./parse-runbook";
import { parseSpans } from "./parse-spans";

describe("a runbook's file", () => {
  test("is taken apart at its headings; those in code are code", () => {
    const text =
      "# HighErrorRate\n\nLost.\n\n## Meaning\n\nToo many\nerrors.\n\n```sh\n## not a heading\n# a remark\n```\n\n## Impact\n";
    expect(parseRunbook("HighErrorRate", text)).toEqual({
      name: "HighErrorRate",
      sections: [
        {
          heading: "Meaning",
          blocks: [
            { kind: "paragraph", spans: [{ kind: "text", text: "Too many errors." }] },
            { kind: "code", language: "sh", text: "## not a heading\n# a remark" },
          ],
        },
        { heading: "Impact", blocks: [] },
      ],
    });
  });

  test("has lists, whose items may go on in the next line", () => {
    const blocks = parseBlocks([
      "Do:",
      "1. First",
      "   of all",
      "2. Then",
      "- One",
      "- Two",
      "",
      "",
      "```promql",
      "up",
    ]);
    expect(blocks).toEqual([
      { kind: "paragraph", spans: [{ kind: "text", text: "Do:" }] },
      {
        kind: "list",
        ordered: true,
        items: [[{ kind: "text", text: "First of all" }], [{ kind: "text", text: "Then" }]],
      },
      { kind: "list", ordered: false, items: [[{ kind: "text", text: "One" }], [{ kind: "text", text: "Two" }]] },
      { kind: "code", language: "promql", text: "up" },
    ]);
  });
});

describe("F01 what stands in a line", () => {
  test("is text, code, strong words and links to pages of the portal", () => {
    expect(parseSpans("See `up`, **now**, at [Status](/status).")).toEqual([
      { kind: "text", text: "See " },
      { kind: "code", text: "up" },
      { kind: "text", text: ", " },
      { kind: "strong", text: "now" },
      { kind: "text", text: ", at " },
      { kind: "link", text: "Status", href: "/status" },
      { kind: "text", text: "." },
    ]);
  });

  test.each([
    "[x](javascript:alert(1))",
    "[x](https://evil.test/)",
    "[x](//evil.test/)",
    "[x](/\\evil.test)",
    "[x](/a:b)",
    "![x](/a b)",
    "<script>alert(1)</script>",
    "&lt;b&gt;",
    "**not closed",
    "`not closed",
  ])("and %s is text, as it is", (line) => {
    expect(parseSpans(line)).toEqual([{ kind: "text", text: line }]);
  });

  test("loses nothing of any line", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."ab `*[]()/<>-") }), (line) => {
        const written = parseSpans(line).map((span) => {
          if (span.kind === "code") return `\`${span.text}\``;
          if (span.kind === "strong") return `**${span.text}**`;
          return span.kind === "link" ? `[${span.text}](${span.href})` : span.text;
        });
        expect(written.join("")).toBe(line);
      }),
    );
  });
});
