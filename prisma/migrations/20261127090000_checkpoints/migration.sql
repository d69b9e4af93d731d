CREATE TABLE "audit_checkpoints" (
    "size" BIGINT NOT NULL,
    "signed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "note" TEXT NOT NULL,
    "root" BYTEA NOT NULL,
    "frontier" BYTEA NOT NULL,

    CONSTRAINT "audit_checkpoints_pkey" PRIMARY KEY ("size")
);

CREATE TABLE "audit_nodes" (
    "level" SMALLINT NOT NULL,
    "index" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_nodes_pkey" PRIMARY KEY ("level", "index")
);

CREATE TABLE "audit_keys" (
    "verifier_key" TEXT NOT NULL,
    "introduced_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_keys_pkey" PRIMARY KEY ("verifier_key")
);

-- What was signed once is not taken back: all three are append-only, for the owner's own statements too.
CREATE TRIGGER audit_checkpoints_append_only BEFORE UPDATE OR DELETE ON "audit_checkpoints"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_checkpoints_no_truncate BEFORE TRUNCATE ON "audit_checkpoints"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_nodes_append_only BEFORE UPDATE OR DELETE ON "audit_nodes"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_nodes_no_truncate BEFORE TRUNCATE ON "audit_nodes"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_keys_append_only BEFORE UPDATE OR DELETE ON "audit_keys"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_keys_no_truncate BEFORE TRUNCATE ON "audit_keys"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE "audit_checkpoints" ENABLE ALWAYS TRIGGER audit_checkpoints_append_only;
ALTER TABLE "audit_checkpoints" ENABLE ALWAYS TRIGGER audit_checkpoints_no_truncate;
ALTER TABLE "audit_nodes" ENABLE ALWAYS TRIGGER audit_nodes_append_only;
ALTER TABLE "audit_nodes" ENABLE ALWAYS TRIGGER audit_nodes_no_truncate;
ALTER TABLE "audit_keys" ENABLE ALWAYS TRIGGER audit_keys_append_only;
ALTER TABLE "audit_keys" ENABLE ALWAYS TRIGGER audit_keys_no_truncate;
