import { expect, test } from "@playwright/test";
import { navigationFor } from "@/components/shell/navigation";
import { ROLE_HOME, ROLE_PERMISSIONS, ROLES } from "@/lib/auth/permissions";
import { demoUser, signIn } from "./sign-in";

const ALL = new Set(ROLES.flatMap((role) => ROLE_PERMISSIONS[role]));
/** As the demo has it. */
const OFFERS = { explore: true };
const PAGES = navigationFor(ALL, OFFERS).flatMap(({ links }) => links.map(({ href }) => href));

for (const role of ROLES)
  test(`B01 pages as ${role}: the role's own open, every other is refused with 403`, async ({ page }) => {
    await signIn(page, role);
    await expect(page).toHaveURL(new RegExp(`${ROLE_HOME[role]}(\\?|$)`));
    const own = navigationFor(new Set(ROLE_PERMISSIONS[role]), OFFERS).flatMap(({ links }) =>
      links.map(({ href }) => href),
    );
    for (const href of PAGES) {
      const response = await page.request.get(href, { maxRedirects: 0 });
      expect([href, response.status()]).toEqual([href, own.includes(href) ? 200 : 403]);
      expect(response.headers()["cache-control"]).toMatch(/no-store/);
      if (!own.includes(href)) expect(await response.text()).toContain("Your role does not allow this page");
    }
  });

test("B12 after signing out, going back shows nothing of the portal", async ({ page }) => {
  await signIn(page, "admin");
  await page.goto("/admin/members");
  await expect(page.getByRole("heading", { name: "Members", level: 1 })).toBeVisible();
  await page.getByRole("button", { name: "Sign out", exact: true }).first().click();
  await expect(page).toHaveURL(/sign-in/);
  await page.goBack();
  await expect(page).toHaveURL(/sign-in/);
  await expect(page.getByText(demoUser("admin").email)).toHaveCount(0);
});

test("a wrong password is told without saying which part was wrong, and the page a person asked for comes after", async ({
  page,
}) => {
  await page.goto("/alerts?severity=critical");
  await expect(page).toHaveURL(/sign-in\?callbackUrl=%2Falerts/);
  const user = demoUser("on_call");
  await page.getByLabel("E-mail").fill(user.email);
  await page.getByLabel("Password").fill("not the password");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: "do not match" })).toBeVisible();
  await expect(page.getByLabel("Password")).toBeFocused();
  await page.getByLabel("Password").fill(user.password);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/alerts\?severity=critical/);
});

test("an administrator adds, promotes and shuts out a member", async ({ page }) => {
  await signIn(page, "admin");
  await page.goto("/admin/members");
  const name = `Member ${Date.now()}`;
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Work e-mail").fill(`m${Date.now()}@example.test`);
  await page.getByLabel("First password").fill("correct horse battery");
  await page.getByRole("button", { name: "Add member" }).click();
  await page.getByLabel(`Role of ${name}`).selectOption("security");
  await page.getByRole("button", { name: "Save role" }).click();
  await expect(page.getByRole("button", { name: "Save role" })).toHaveCount(0);
  await page.getByRole("button", { name: `Disable ${name}` }).click();
  await expect(page.getByRole("button", { name: `Enable ${name}` })).toBeVisible();
});

test("an access token is shown once and can be revoked", async ({ page }) => {
  await signIn(page, "on_call");
  await page.goto("/account");
  const name = `Script ${Date.now()}`;
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("alert:read", { exact: true }).check();
  await page.getByRole("button", { name: "Make token" }).click();
  const token = await page.getByText(/^mop_/).first().textContent();
  expect(token).toMatch(/^mop_[A-Za-z0-9_-]{43}$/);
  await page.reload();
  await expect(page.getByText(token ?? "")).toHaveCount(0);
  await page.getByRole("button", { name: `Revoke ${name}` }).click();
  await expect(page.getByRole("button", { name: `Revoke ${name}` })).toHaveCount(0);
});

test("a runbook is for every role, and one that is not kept is not found, whatever its name says", async ({ page }) => {
  await signIn(page, "product");
  await page.goto("/runbooks");
  await page.getByRole("link", { name: "HighErrorRate", exact: true }).click();
  await expect(page.getByRole("heading", { name: "HighErrorRate", level: 1 })).toBeVisible();
  for (const name of ["Meaning", "Impact", "Diagnosis", "Mitigation", "Escalation"])
    await expect(page.getByRole("heading", { name, level: 2 })).toBeVisible();
  await expect(page.getByRole("button", { name: "Copy query" }).first()).toBeVisible();
  for (const name of ["Unknown", "..%2f..%2fpackage", "__proto__", "runbooks.test.ts"]) {
    const response = await page.request.get(`/runbooks/${name}`);
    expect([name, response.status()]).toEqual([name, 404]);
  }
});
