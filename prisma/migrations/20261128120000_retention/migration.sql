CREATE TABLE "legal_holds" (
    "id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "placed_by_id" TEXT NOT NULL,
    "placed_by" TEXT NOT NULL,
    "placed_at" TIMESTAMPTZ(3) NOT NULL,
    "lifted_by" TEXT,
    "lifted_at" TIMESTAMPTZ(3),

    CONSTRAINT "legal_holds_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "prune_requests" (
    "id" UUID NOT NULL,
    "before" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "requested_by_id" TEXT NOT NULL,
    "requested_by" TEXT NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "prune_requests_pkey" PRIMARY KEY ("id")
);

-- One at a time: two approvals of the same months would count them twice.
CREATE UNIQUE INDEX "prune_requests_open" ON "prune_requests" ("state") WHERE "state" = 'requested';

-- The ledger stays append-only with one exception: audit_prune() below, run as the owner of the table, may empty the
-- bytes of entries whose time is over. Their places, times and hashes cannot be changed by it either.
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'audit_entries' AND current_setting('portal.pruning', true) = 'on'
     AND current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID) THEN
    IF (NEW.seq, NEW.recorded_at, NEW.prev_hash, NEW.hash) = (OLD.seq, OLD.recorded_at, OLD.prev_hash, OLD.hash)
       AND NEW.body = '' THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION '% on % is refused: it is append-only', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;

-- Empties the entries before "up_to", which were all recorded before "before"; how many it emptied. The floor of six
-- years (45 CFR 164.316(b)(2)(i)) and legal holds are kept here too, whatever the caller checked.
CREATE FUNCTION audit_prune(up_to bigint, before timestamptz) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  emptied bigint;
BEGIN
  IF before > clock_timestamp() - interval '6 years' THEN
    RAISE EXCEPTION 'entries are kept for six years at least' USING ERRCODE = 'check_violation';
  END IF;
  LOCK TABLE public.legal_holds IN SHARE MODE;
  IF EXISTS (SELECT FROM public.legal_holds WHERE lifted_at IS NULL) THEN
    RAISE EXCEPTION 'a legal hold is in force' USING ERRCODE = 'check_violation';
  END IF;
  IF EXISTS (SELECT FROM public.audit_entries WHERE seq < up_to AND recorded_at >= before) THEN
    RAISE EXCEPTION 'younger entries are among them' USING ERRCODE = 'check_violation';
  END IF;
  IF up_to > COALESCE((SELECT max(size) FROM public.audit_checkpoints), 0) THEN
    RAISE EXCEPTION 'they are not signed yet' USING ERRCODE = 'check_violation';
  END IF;
  PERFORM set_config('portal.pruning', 'on', true);
  UPDATE public.audit_entries
    SET body = '', action = 'PRUNED', outcome = 'success', actor_kind = 'system', actor_id = NULL, actor_name = NULL,
        subject = NULL, request_id = NULL
    WHERE seq < up_to AND body <> '';
  GET DIAGNOSTICS emptied = ROW_COUNT;
  PERFORM set_config('portal.pruning', '', true);
  RETURN emptied;
END $$;
REVOKE EXECUTE ON FUNCTION audit_prune(bigint, timestamptz) FROM PUBLIC;
