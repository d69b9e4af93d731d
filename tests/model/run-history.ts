import type { History, Step } from "./history";
import type { Outcome, Portal, Snapshot } from "./portal";
import { type Cause, createSafety } from "./safety";
import { restartPeer, type SimulatedAlertmanager } from "./simulated-alertmanager";
import {
  advance,
  burning,
  killPrometheus,
  type Message,
  type SimulatedWorld,
  startBurn,
  startPrometheus,
} from "./simulated-world";
import { webhookBody } from "./wire";

const MINUTE = 60_000;

/** Lets a history happen to a portal, looks after every step whether all is well, and at the end heals the world. */
export async function runHistory(world: SimulatedWorld, portal: Portal, history: History): Promise<Snapshot> {
  const safety = createSafety(world);
  let before = await portal.look();

  async function happen(cause: Cause, what: () => Promise<Outcome>): Promise<void> {
    advance(world, 1);
    const outcome = await what();
    const after = await portal.look();
    safety.check(cause, before, after, outcome);
    before = after;
  }

  const askable = (through: number): SimulatedAlertmanager[] =>
    history.balanced ? [world.peers[through]!] : world.peers;
  let asking = false;
  async function ask(through: number): Promise<void> {
    if (asking) await hear();
    asking = true;
    const peers = askable(through);
    await happen({ kind: "ask", peers }, () => portal.beginPoll(peers));
  }
  async function hear(): Promise<void> {
    asking = false;
    await happen({ kind: "hear" }, () => portal.finishPoll());
  }
  const deliver = (message: Message) =>
    happen({ kind: "deliver", message }, () => portal.deliver(webhookBody(message)));

  async function step(one: Step): Promise<void> {
    switch (one.kind) {
      case "pass":
        return advance(world, one.seconds * 1_000);
      case "burn": {
        const burn = burning(world, one.alert);
        if (burn) burn.endedAt = world.now;
        else startBurn(world, one.alert);
        return;
      }
      case "prometheus":
        return one.alive ? startPrometheus(world) : killPrometheus(world);
      case "restart":
        return restartPeer(world.peers[one.peer]!, world.now);
      case "feed":
        world.peers[one.peer]!.fed = one.on;
        return;
      case "reach":
        world.peers[one.peer]!.reachable = one.on;
        return;
      case "forget":
        world.peers[one.peer]!.held.delete(one.alert);
        return;
      case "silence": {
        const { silenced } = world.peers[one.peer]!;
        if (!silenced.delete(one.alert)) silenced.add(one.alert);
        return;
      }
      case "deliver": {
        const index = one.pick % Math.max(1, world.network.length);
        const message = world.network[index];
        if (message && !one.kept) world.network.splice(index, 1);
        return message && deliver(message);
      }
      case "deliver all":
        for (const message of world.network.splice(0)) await deliver(message);
        return;
      case "drop":
        world.network.splice(one.pick % Math.max(1, world.network.length), 1);
        return;
      case "ask":
        return ask(one.through);
      case "poll":
        await ask(one.through);
        return hear();
      case "hear":
        return hear();
      case "expire":
        return happen({ kind: "expire" }, () => portal.expire());
      case "act": {
        const open = before.episodes.filter(({ state }) => state !== "resolved");
        const among = one.among === "open" && open.length > 0 ? open : before.episodes;
        const episode = among[one.pick % Math.max(1, among.length)];
        if (!episode) return;
        const ifVersion = { current: episode.version, none: null, older: episode.version - 1 }[one.version];
        const command = { verb: one.verb, user: one.user, episode: episode.id, ifVersion, minutes: one.minutes };
        return happen({ kind: "act", command }, () => portal.act(command));
      }
      case "retry":
        return happen({ kind: "retry" }, () => portal.retry(one.pick));
      case "ledger":
        world.ledgerWorks = one.works;
        return portal.setLedger(one.works);
    }
  }

  await step({ kind: "poll", through: 0 });
  for (const one of history.steps) await step(one);
  await heal();
  safety.checkEnd(before);
  return before;

  /** Everything works again; what is still on its way arrives, twice and in the wrong order; two polls pass. */
  async function heal(): Promise<void> {
    startPrometheus(world);
    await step({ kind: "ledger", works: true });
    for (const peer of world.peers) Object.assign(peer, { fed: true, reachable: true });
    advance(world, 6 * MINUTE);
    await step({ kind: "poll", through: 0 });
    for (const message of [...world.network.toReversed(), ...world.network]) await deliver(message);
    for (const through of [0, 1] as const) {
      advance(world, 15 * MINUTE + 1_000);
      await step({ kind: "poll", through });
    }
  }
}
