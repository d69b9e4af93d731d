import { expect, test } from "vitest";
import { PERMISSIONS, ROLE_HOME, ROLE_PERMISSIONS, ROLES, roleHas } from "./permissions";

test("B07 who examines does not manage people, and who manages produces no evidence", () => {
  expect(roleHas("compliance", "member:write")).toBe(false);
  expect(roleHas("compliance", "alert:acknowledge")).toBe(false);
  for (const permission of ["compliance:run", "report:generate", "audit:export"] as const)
    expect(ROLES.filter((role) => roleHas(role, permission))).toEqual(["compliance"]);
});

test("B09 nobody may export what they may not view", () => {
  for (const role of ROLES) {
    if (roleHas(role, "audit:export")) expect(roleHas(role, "audit:read")).toBe(true);
    if (roleHas(role, "report:generate")) expect(roleHas(role, "report:read")).toBe(true);
  }
});

/** No person may speak for another system, not even an administrator. */
const OF_MACHINES_ONLY = ["audit-event:ingest"];

test("the table names known permissions once, and every permission is somebody's", () => {
  for (const role of ROLES) {
    expect(new Set(ROLE_PERMISSIONS[role]).size).toBe(ROLE_PERMISSIONS[role].length);
    expect(ROLE_HOME[role]).toMatch(/^\//);
  }
  expect(PERMISSIONS.filter((permission) => !ROLES.some((role) => roleHas(role, permission)))).toEqual(
    OF_MACHINES_ONLY,
  );
});
