import "server-only";
import { redirect } from "next/navigation";
import type { UserActor } from "./actor";
import type { Permission } from "./permissions";

/** PLACEHOLDER until the sign-in helper lands: the signed-in person, or a redirect to /sign-in; a role without the permission gets the forbidden page. */
export async function requirePageActor(_permission?: Permission): Promise<UserActor> {
  redirect("/sign-in");
}
