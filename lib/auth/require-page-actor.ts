import "server-only";
import { headers } from "next/headers";
import { forbidden, redirect } from "next/navigation";
import { PortalError } from "@/lib/errors";
import { type Actor, actorHas, type UserActor } from "./actor";
import { LEFT_OUT_MARK } from "./left-out-mark";
import { pageContext } from "./page-context";
import type { Permission } from "./permissions";
import { readPageActor } from "./read-page-actor";
import { recordDenial } from "./record-denial";
import { recordPhiQuery } from "./record-phi-query";
import { safePath } from "./safe-path";
import { searchedPath } from "./searched-path";

/** Set by proxy.ts on every request, over anything a client sends: the path and query that were asked for. */
const PATH_HEADER = "x-portal-path";

/**
 * The signed-in person; every page calls it before it reads anything. Nobody is sent to /sign-in and comes back
 * after; a role without the permission gets the forbidden page (status 403), and the ledger an entry. What in the
 * address could name a person is dropped from it, and a mark tells the page so.
 */
export async function requirePageActor(permission?: Permission): Promise<UserActor> {
  const { actor, hadCookie } = await readPageActor();
  if (actor.kind !== "user") redirect(await signInAddress(hadCookie));
  if (permission && !actorHas(actor, permission)) {
    await recordPageDenial(actor, permission);
    forbidden();
  }
  // Once for each page: the layout around it asks without a permission.
  if (permission) await refusePhiInAddress(actor, permission);
  return actor;
}

async function refusePhiInAddress(actor: Actor, permission: Permission): Promise<void> {
  const { path, refusal } = searchedPath(await askedPath());
  if (!refusal) return;
  await recordPhiQuery(await pageContext(actor), `page:${permission}`, refusal);
  redirect(path + LEFT_OUT_MARK);
}

async function askedPath(): Promise<string> {
  return safePath((await headers()).get(PATH_HEADER));
}

async function signInAddress(expired: boolean): Promise<string> {
  const { path } = searchedPath(await askedPath());
  const search = new URLSearchParams();
  if (path !== "/") search.set("callbackUrl", path);
  if (expired) search.set("expired", "1");
  return search.size > 0 ? `/sign-in?${search}` : "/sign-in";
}

async function recordPageDenial(actor: Actor, permission: Permission): Promise<void> {
  const error = new PortalError("forbidden", `This page needs the permission ${permission}.`);
  await recordDenial(await pageContext(actor), `page:${permission}`, error);
}
