import type { Membership } from "./silence-schema";

/**
 * Puts Alertmanagers that gossip with one another into one group: they share their silences. One without a cluster
 * stands alone. In the order given.
 */
export function groupPeers<T extends { membership: Membership }>(members: readonly T[]): T[][] {
  const groups: T[][] = [];
  for (const member of members) {
    const joined = groups.filter((group) => group.some((other) => arePeers(member.membership, other.membership)));
    if (joined.length === 0) groups.push([member]);
    else {
      const [first, ...others] = joined;
      first!.push(...others.flat(), member);
      for (const other of others) groups.splice(groups.indexOf(other), 1);
    }
  }
  return groups;
}

function arePeers(a: Membership, b: Membership): boolean {
  return (a.name !== "" && b.peers.includes(a.name)) || (b.name !== "" && a.peers.includes(b.name));
}
