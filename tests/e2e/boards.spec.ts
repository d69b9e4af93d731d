import { expect, type Page, test } from "@playwright/test";
import { signIn } from "./sign-in";

const BOARDS_OF: [role: string, home: string, boards: string[]][] = [
  ["executive", "/dashboards/executive", ["executive", "business"]],
  ["on_call", "/alerts", ["executive", "operations", "business"]],
  ["security", "/dashboards/security", ["operations", "security"]],
  ["product", "/dashboards/business", ["business"]],
  ["compliance", "/compliance", ["security"]],
  ["admin", "/status", ["executive", "operations", "security", "business"]],
];
const GUIDE_TITLES: Record<string, string[]> = {
  executive: ["System Health Score", "Daily Active Conversations", "Response Time Trends", "Cost per Conversation"],
  operations: ["Pod Status", "Resource Usage", "Database Performance", "Error Rates by Endpoint"],
  security: ["Authentication Events", "WAF Blocked Requests", "SSL Certificate Expiry", "Audit Log Volume"],
  business: ["Conversation Success Rate", "Channel Distribution", "User Satisfaction Trends", "Escalation Reasons"],
};

async function showsData(page: Page, board: string): Promise<void> {
  await page.goto(`/dashboards/${board}`);
  for (const title of GUIDE_TITLES[board] ?? []) {
    const panel = page.locator("[data-state]", { has: page.getByRole("heading", { name: title }) });
    await expect(panel, `${board}: ${title}`).toHaveAttribute("data-state", /^(ok|partial)$/);
  }
  const states = await page
    .locator("[data-state]")
    .evaluateAll((panels) => panels.map((panel) => panel.getAttribute("data-state")));
  expect(states.filter((state) => state === "error" || state === "forbidden")).toEqual([]);
}

for (const [role, home, boards] of BOARDS_OF)
  test(`${role} lands at home and every panel of its boards shows data`, async ({ page }) => {
    const problems: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error") problems.push(message.text());
    });
    page.on("pageerror", (error) => problems.push(String(error)));
    await signIn(page, role);
    await expect(page).toHaveURL(new RegExp(`${home}(\\?|$)`));
    for (const board of boards) await showsData(page, board);
    expect(problems).toEqual([]);
  });

test("B02 a board of another role is refused, as a page and as data", async ({ page, baseURL }) => {
  await signIn(page, "product");
  const answer = await page.goto("/dashboards/security");
  expect([403, 404]).toContain(answer?.status());
  await expect(page.getByText("Authentication Events")).toHaveCount(0);
  const data = await page.request.post("/api/dashboards/security/query", {
    data: { panels: [{ id: "audit-log-volume", width: 400 }], from: "now-1h", to: "now" },
    headers: { origin: baseURL ?? "" },
  });
  expect(data.status()).toBe(403);
});

test("the first HTML already holds the drawn panels", async ({ page }) => {
  await signIn(page, "executive");
  await page.goto("/dashboards/executive"); // warms the cache
  await page.waitForTimeout(2_000);
  const html = await (await page.request.get("/dashboards/executive")).text();
  expect(html.match(/data-state="ok"/g)?.length ?? 0).toBeGreaterThan(6);
  expect(html).toMatch(/<path[^>]+d="M/);
  expect(html).not.toMatch(/<[a-z][^>]*\sstyle="/);
});

test("range, zone and refresh live in the address and survive a reload", async ({ page }) => {
  await signIn(page, "executive");
  await page.goto("/dashboards/executive?from=now-6h&to=now&zone=America%2FNew_York&refresh=60");
  await expect(page.getByText("Last 6 hours")).toBeVisible();
  await page.reload();
  await expect(page.getByText("Last 6 hours")).toBeVisible();
  await expect(page.getByText(/New_York|EST|GMT-5/).first()).toBeVisible();
});

test("pointing at a chart loads the interactive one, without breaking the policy", async ({ page }) => {
  const problems: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
  await signIn(page, "executive");
  await page.goto("/dashboards/executive");
  const panel = page.locator("[data-state]", { has: page.getByRole("heading", { name: "Response Time Trends" }) });
  await expect(panel).toHaveAttribute("data-state", "ok");
  await panel.locator(".plot").first().hover();
  await expect(panel.locator(".recharts-surface").first()).toBeAttached();
  expect(problems).toEqual([]);
});
