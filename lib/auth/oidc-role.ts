import { ROLES, type Role } from "./permissions";

/**
 * The role for a person's groups by OIDC_ROLE_MAP ("group=role,group=role"). The first pair of the map that
 * matches wins; null when none does: that person does not get in. Throws on a map that names an unknown role.
 */
export function roleOfGroups(map: string, groups: readonly string[]): Role | null {
  return parseRoleMap(map).find(({ group }) => groups.includes(group))?.role ?? null;
}

/** The pairs of OIDC_ROLE_MAP in their order. A group may hold "=": the last one separates. */
export function parseRoleMap(map: string): { group: string; role: Role }[] {
  const pairs = map.split(",").filter((pair) => pair.trim() !== "");
  return pairs.map((pair) => {
    const at = pair.lastIndexOf("=");
    const name = pair.slice(at + 1).trim();
    const role = ROLES.find((known) => known === name);
    if (at < 1 || !role)
      throw new Error(`OIDC_ROLE_MAP: "${pair.trim()}" is not group=role with one of ${ROLES.join(", ")}`);
    return { group: pair.slice(0, at).trim(), role };
  });
}
