// @vitest-environment happy-dom

import { cleanup, render, screen } from "@testing-library/react";
import { SearchParamsContext } from "next/dist/shared/lib/hooks-client-context.shared-runtime";
import { afterEach, expect, test } from "vitest";
import { parseBlocks } from "@/lib/runbooks/parse-blocks";
import { RunbookBlock } from "./runbook-block";

afterEach(cleanup);

function show(markdown: string, explore = false) {
  const blocks = parseBlocks(markdown.split("\n"));
  return render(
    <SearchParamsContext value={new URLSearchParams()}>
      {blocks.map((block) => (
        <RunbookBlock key={JSON.stringify(block)} block={block} explore={explore} />
      ))}
    </SearchParamsContext>,
  ).container;
}

test("F01 HTML in a runbook is text", () => {
  const hostile = '<img src=x onerror="alert(1)"><script>alert(1)</script> [x](javascript:alert(1))';
  const container = show(`${hostile}\n\n- ${hostile}\n\n\`\`\`sh\n${hostile}\n\`\`\``);
  expect(container.querySelector("img, script, a")).toBeNull();
  expect(container.textContent?.split(hostile)).toHaveLength(4);
});

test("steps are an ordered list, code has a button that copies it", () => {
  const container = show("1. Look\n2. **Stop** `x`\n\n```promql\nup == 0\n```");
  expect(container.querySelectorAll("ol > li")).toHaveLength(2);
  expect(container.querySelector("li strong")?.textContent).toBe("Stop");
  expect(container.querySelector("pre")?.textContent).toBe("up == 0");
  expect(screen.getByRole("button", { name: "Copy query" })).toBeTruthy();
});

test("a query opens in Explore for who may run it; a command does not", () => {
  const markdown = '```promql\nsum(up{job="a&b"}) + 1\n```\n\n```sh\nls\n```';
  expect(show(markdown).querySelector("a")).toBeNull();
  cleanup();
  show(markdown, true);
  const href = screen.getByRole("link", { name: "Open in Explore" }).getAttribute("href");
  const { pathname, searchParams } = new URL(String(href), "http://portal.test");
  expect([pathname, searchParams.get("expr")]).toEqual(["/explore", 'sum(up{job="a&b"}) + 1']);
});
