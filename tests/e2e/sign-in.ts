import { readFileSync } from "node:fs";
import { expect, type Page } from "@playwright/test";

interface DemoUser {
  email: string;
  role: string;
  password: string;
}

/** The logins the demo wrote for its own users. */
export function demoUser(role: string): DemoUser {
  const users = JSON.parse(readFileSync(`${process.env.E2E_DEMO_DIR ?? ".data/e2e"}/users.json`, "utf8")) as DemoUser[];
  const user = users.find((candidate) => candidate.role === role);
  if (!user) throw new Error(`the demo has no user with the role ${role}`);
  return user;
}

export async function signIn(page: Page, role: string): Promise<void> {
  await signInTo(page, { url: "", person: demoUser(role) });
}

/** To the demo's portal or to another one. */
export async function signInTo(
  page: Page,
  { url, person }: { url: string; person: { email: string; password: string } },
): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).not.toHaveURL(/sign-in/);
}
