import { expect, test } from "vitest";
import { parseRoleMap, roleOfGroups } from "./oidc-role";

test("the first pair of the map that matches wins", () => {
  const map = "admins=admin, sre=on_call ,ou=x=product";
  expect(roleOfGroups(map, ["sre", "admins"])).toBe("admin");
  expect(roleOfGroups(map, ["sre"])).toBe("on_call");
  expect(roleOfGroups(map, ["ou=x"])).toBe("product");
});

test("nobody else gets in", () => {
  expect(roleOfGroups("admins=admin", [])).toBeNull();
  expect(roleOfGroups("admins=admin", ["Admins", "admin", ""])).toBeNull();
  expect(roleOfGroups("", ["admins"])).toBeNull();
});

test("a wrong map is told by its pair", () => {
  for (const map of ["admins=owner", "admins", "=admin", "a=admin,b=toString"])
    expect(() => parseRoleMap(map)).toThrow(/OIDC_ROLE_MAP: ".+" is not group=role/);
});
