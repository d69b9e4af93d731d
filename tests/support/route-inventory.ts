import { readdir } from "node:fs/promises";
import path from "node:path";
import type { RouteAccess, RouteHandler } from "@/lib/http/define-route";

export interface InventoryEntry {
  /** "/api/members/[memberId]" */
  route: string;
  method: string;
  /** undefined: a handler that was not made by defineRoute. */
  access?: RouteAccess;
  handler: RouteHandler;
}

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** Every handler of every API route, read from the files: a new route is in it without being told. */
export async function routeInventory(): Promise<InventoryEntry[]> {
  const root = path.join(process.cwd(), "app");
  const files = (await readdir(path.join(root, "api"), { recursive: true })).filter((file) =>
    /(^|\/)route\.ts$/.test(file),
  );
  const entries = await Promise.all(
    files.sort().map(async (file) => {
      const route = path.posix.join("/api", path.dirname(file));
      const module = (await import(path.join(root, "api", file))) as Record<string, RouteHandler>;
      return METHODS.flatMap((method) => {
        const handler = module[method];
        return handler ? [{ route, method, access: handler.access as RouteAccess | undefined, handler }] : [];
      });
    }),
  );
  return entries.flat();
}

const SAMPLE = "00000000-0000-4000-8000-000000000000";

/** A path and parameters for a route template; every id is one that does not exist. */
export function sampleParams(route: string): { path: string; params: Record<string, string> } {
  const names = [...route.matchAll(/\[(?:\.\.\.)?(\w+)\]/g)].map(([, name = ""]) => name);
  return {
    path: route.replace(/\[[^\]]+\]/g, SAMPLE),
    params: Object.fromEntries(names.map((name) => [name, SAMPLE])),
  };
}
