-- CreateTable
CREATE TABLE "change_version" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "version" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "change_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable: a row lives only until the end of the transaction that wrote it, so nothing needs to survive a crash.
CREATE UNLOGGED TABLE "change_signals" (
    "id" BIGSERIAL NOT NULL,
    "topic" TEXT NOT NULL,

    CONSTRAINT "change_signals_pkey" PRIMARY KEY ("id")
);

INSERT INTO "change_version" ("id", "version") VALUES (1, 0);

-- Counts a change and tells every listener, at the very end of the transaction: versions are given in the order of
-- commits, and the one row that all writers share is locked for that instant only, after every other lock.
CREATE FUNCTION publish_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  counted bigint;
BEGIN
  DELETE FROM "change_signals" WHERE "id" = NEW."id";
  UPDATE "change_version" SET "version" = "version" + 1 WHERE "id" = 1 RETURNING "version" INTO counted;
  PERFORM pg_notify('portal_changes', NEW."topic" || ' ' || counted);
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER publish_change AFTER INSERT ON "change_signals"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION publish_change();
