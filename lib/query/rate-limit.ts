import { PortalError } from "@/lib/errors";

interface Bucket {
  tokens: number;
  at: number;
}

const MAX_CALLERS = 10_000;

/** A token bucket per caller: `perMinute` queries, refilled evenly. */
export class RateLimit {
  private readonly buckets = new Map<string, Bucket>();

  constructor(private readonly perMinute: number) {}

  /** Takes `cost` queries. Throws rate_limited with the seconds until that many are free again. `now` in epoch ms. */
  take(caller: string, cost: number, now: number): void {
    const perMs = this.perMinute / 60_000;
    const bucket = this.buckets.get(caller) ?? { tokens: this.perMinute, at: now };
    const tokens = Math.min(this.perMinute, bucket.tokens + Math.max(0, now - bucket.at) * perMs);
    const wanted = Math.min(cost, this.perMinute);
    const allowed = tokens >= wanted;
    this.buckets.delete(caller);
    this.buckets.set(caller, { tokens: allowed ? tokens - wanted : tokens, at: Math.max(now, bucket.at) });
    for (const oldest of this.buckets.keys()) {
      if (this.buckets.size <= MAX_CALLERS) break;
      this.buckets.delete(oldest);
    }
    if (allowed) return;
    const seconds = Math.ceil((wanted - tokens) / perMs / 1000);
    throw new PortalError("rate_limited", `You may run ${this.perMinute} queries a minute.`, {}, seconds);
  }

  /** Puts back what a `take` of this cost took. */
  giveBack(caller: string, cost: number): void {
    const bucket = this.buckets.get(caller);
    if (bucket) bucket.tokens = Math.min(this.perMinute, bucket.tokens + Math.min(cost, this.perMinute));
  }
}
