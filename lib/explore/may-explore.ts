import "server-only";
import { type Actor, actorHas } from "@/lib/auth/actor";
import { exploreIsOn } from "./explore-is-on";

/** Whether this person is offered Explore: their role has it, and it is switched on here. */
export function mayExplore(actor: Actor): boolean {
  return actorHas(actor, "query:explore") && exploreIsOn();
}
