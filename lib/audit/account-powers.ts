import "server-only";
import { db } from "@/lib/db/client";

/** What an account can do to the ledger beyond reading it and adding to it. */
export interface AccountPowers {
  /** In words that follow "it"; empty: the rights are parted, as `npm run db:roles` does. */
  powers: string[];
  /** Whether it may write checkpoints. */
  signs: boolean;
}

interface Row {
  superuser: boolean;
  owner: boolean;
  guarded: boolean;
  changes: boolean;
  signs: boolean;
}

/** The powers of the account that the portal works with, as the database knows them. */
export async function accountPowers(): Promise<AccountPowers> {
  const [row] = await (await db()).$queryRaw<Row[]>`
    SELECT rolsuper AS superuser,
           pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = 'audit_entries'::regclass), 'MEMBER')
             AS owner,
           -- The book of migrations is the migrator's, whom the event trigger lets pass.
           EXISTS (SELECT FROM pg_event_trigger WHERE evtname = 'ledger_kept_change' AND evtenabled <> 'D')
             AND NOT pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = to_regclass('_prisma_migrations')), 'MEMBER')
             AS guarded,
           has_table_privilege('audit_entries', 'UPDATE, DELETE, TRUNCATE') AS changes,
           has_table_privilege('audit_checkpoints', 'INSERT') AS signs
    FROM pg_roles WHERE rolname = current_user`;
  const { superuser, owner, guarded, changes, signs } = row!;
  const powers = [
    superuser && "is a superuser, whom no trigger stops",
    !superuser && owner && !guarded && "owns the ledger, and could switch its triggers off",
    !superuser && owner && guarded && "owns the ledger, and only an event trigger keeps its triggers on",
    !superuser && !owner && changes && "may change entries, as far as triggers let it",
    !superuser && !owner && signs && "may write checkpoints",
  ].filter((power) => power !== false);
  return { powers, signs };
}
