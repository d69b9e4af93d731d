import "server-only";
import { db } from "@/lib/db/client";

/**
 * Takes the job's lease when it is due and nobody holds it; one conditional statement, so exactly one replica wins.
 * Due: never run, run longer than `everySeconds` ago, or its last holder died without giving the lease back.
 * Times are the database's. A lease given back is free whatever its time says: two connections may read clocks that
 * differ by microseconds.
 */
export async function acquireLease(
  name: string,
  holder: string,
  everySeconds: number,
  leaseSeconds: number,
): Promise<boolean> {
  const rows = await (await db()).$queryRaw<{ name: string }[]>`
    INSERT INTO job_leases AS l (name, holder, expires_at, last_run_at)
    VALUES (${name}, ${holder}, clock_timestamp() + make_interval(secs => ${leaseSeconds}::float8), clock_timestamp())
    ON CONFLICT (name) DO UPDATE
      SET holder = excluded.holder, expires_at = excluded.expires_at, last_run_at = excluded.last_run_at
      WHERE CASE WHEN l.holder <> '' THEN l.expires_at <= clock_timestamp()
                 ELSE l.last_run_at IS NULL
                      OR l.last_run_at <= clock_timestamp() - make_interval(secs => ${everySeconds}::float8) END
    RETURNING name`;
  return rows.length === 1;
}

/** Prolongs a lease that is still held. False: it expired and another replica may be running the job. */
export async function renewLease(name: string, holder: string, leaseSeconds: number): Promise<boolean> {
  const renewed = await (await db()).$executeRaw`
    UPDATE job_leases SET expires_at = clock_timestamp() + make_interval(secs => ${leaseSeconds}::float8)
    WHERE name = ${name} AND holder = ${holder} AND expires_at > clock_timestamp()`;
  return renewed === 1;
}

/** Gives the lease back. With `retrySeconds` the next run is due after that time, however long the job's period is. */
export async function releaseLease(
  name: string,
  holder: string,
  everySeconds: number,
  retrySeconds?: number,
): Promise<void> {
  const client = await db();
  if (retrySeconds === undefined)
    await client.$executeRaw`
      UPDATE job_leases SET holder = '', expires_at = clock_timestamp() WHERE name = ${name} AND holder = ${holder}`;
  else
    await client.$executeRaw`
      UPDATE job_leases
      SET holder = '', expires_at = clock_timestamp(),
          last_run_at = clock_timestamp() - make_interval(secs => ${everySeconds - retrySeconds}::float8)
      WHERE name = ${name} AND holder = ${holder}`;
}
