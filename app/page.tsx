import { redirect } from "next/navigation";
import { ROLE_HOME } from "@/lib/auth/permissions";
import { requirePageActor } from "@/lib/auth/require-page-actor";

export default async function Home() {
  const actor = await requirePageActor();
  redirect(ROLE_HOME[actor.role]);
}
