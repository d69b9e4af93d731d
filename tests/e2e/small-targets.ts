import type { Page } from "@playwright/test";

/** What can be pressed on the page and is smaller than a thumb (44 × 44 CSS pixels), by its name and its size. */
export function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const LEAST = 44;
    const found = new Set<string>();
    // What a modal dialog covers cannot be pressed.
    const root = document.querySelector("dialog[open]") ?? document;
    for (const control of root.querySelectorAll<HTMLElement>("a[href], button, input, select, textarea, summary")) {
      const target = control.closest("label") ?? control;
      const { width, height } = target.getBoundingClientRect();
      if (width <= 1 || height <= 1 || control.closest(".vh, .skip, [inert]")) continue;
      target.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
      const line = target.getClientRects()[0] as DOMRect;
      const [x, y] = [line.left + line.width / 2, line.top + line.height / 2];
      // Pressed at each point around its middle: a link may be drawn small and react on a whole card.
      const hit = (dx: number, dy: number) => {
        const top = document.elementFromPoint(x + dx, y + dy);
        return top !== null && (target.contains(top) || top.closest("label")?.contains(control) === true);
      };
      const reach = (dx: number, dy: number) => {
        let steps = 0;
        while (steps < LEAST && hit(dx * (steps + 1), dy * (steps + 1))) steps++;
        return steps;
      };
      if (!hit(0, 0)) continue;
      const size = [reach(-1, 0) + 1 + reach(1, 0), reach(0, -1) + 1 + reach(0, 1)];
      const name = control.getAttribute("aria-label") ?? control.textContent?.trim() ?? "";
      // A border may stand between two pixels.
      if (Math.min(...size) < LEAST - 1) found.add(`${control.localName} “${name.slice(0, 40)}” ${size.join(" × ")}`);
    }
    return [...found];
  });
}
