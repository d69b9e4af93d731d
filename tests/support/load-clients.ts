import { signInAs } from "./actor-request";
import type { LoadClient } from "./episode-load";
import { fireEpisode } from "./fire-episode";

/** Four people with an alert of their own each, and two who quarrel over one. */
export async function loadClients(): Promise<LoadClient[]> {
  const clients: LoadClient[] = [];
  for (let index = 0; index < 4; index++) {
    const { cookie } = await signInAs("on_call");
    clients.push({ cookie, episodeId: await fireEpisode(`Own${index}`), plan: "own" });
  }
  const shared = await fireEpisode("Shared");
  for (let index = 0; index < 2; index++) {
    const { cookie } = await signInAs("on_call");
    clients.push({ cookie, episodeId: shared, plan: "shared" });
  }
  return clients;
}
