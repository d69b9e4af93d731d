import { describe, expect, test } from "vitest";
import { ROLE_HOME, ROLE_PERMISSIONS, ROLES } from "@/lib/auth/permissions";
import { currentHref, isCurrent, navigationFor, phoneTabsFor } from "./navigation";

const groupsOf = (role: (typeof ROLES)[number], offers = { explore: true }) =>
  navigationFor(new Set(ROLE_PERMISSIONS[role]), offers);
const linksOf = (role: (typeof ROLES)[number], offers?: { explore: boolean }) =>
  groupsOf(role, offers).flatMap((group) => group.links.map((link) => link.href));

describe("navigation", () => {
  test("shows a role only the pages it may open", () => {
    expect(linksOf("product")).toEqual(["/dashboards/business", "/alerts", "/runbooks", "/status"]);
    expect(linksOf("on_call")).not.toContain("/admin/members");
    expect(linksOf("admin")).toContain("/admin/members");
  });

  test("offers Explore to those who may, where it is switched on", () => {
    expect(ROLES.filter((role) => linksOf(role).includes("/explore"))).toEqual(["on_call", "admin"]);
    expect(linksOf("on_call", { explore: false })).not.toContain("/explore");
  });

  test.each(ROLES)("the home page of %s is in its navigation", (role) => {
    expect(linksOf(role)).toContain(ROLE_HOME[role]);
  });

  test("leaves out groups without pages", () => {
    const titles = groupsOf("product").map((group) => group.title);
    expect(titles).toEqual(["Dashboards", "Respond", "System"]);
  });

  test("phone tabs: alerts first, at most five, the dashboards tab opens the role's own", () => {
    const groups = groupsOf("admin");
    const tabs = phoneTabsFor(groups, "/dashboards/security");
    expect(tabs.map((tab) => tab.href)).toEqual([
      "/alerts",
      "/dashboards/security",
      "/compliance",
      "/audit",
      "/status",
    ]);
  });

  test("a page below a link is the link's section, a page that only starts alike is not", () => {
    expect(isCurrent("/alerts", "/alerts/42")).toBe(true);
    expect(isCurrent("/alerts", "/alertsx")).toBe(false);
  });

  test("of a section and a page in it, the page is marked", () => {
    const groups = groupsOf("on_call");
    expect(currentHref(groups, "/alerts/42")).toBe("/alerts");
    expect(currentHref(groups, "/alerts/performance/people")).toBe("/alerts/performance");
    expect(currentHref(groups, "/nowhere")).toBeUndefined();
  });
});
