-- AlterTable
ALTER TABLE "episodes" ADD COLUMN     "ack_expirations" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "ack_expires_at" TIMESTAMPTZ(3),
ADD COLUMN     "first_acked_at" TIMESTAMPTZ(3),
ADD COLUMN     "first_acked_by_id" UUID,
ADD COLUMN     "muted_by" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "source_state" TEXT;

-- AlterTable
ALTER TABLE "heartbeats" ADD COLUMN     "failures" INTEGER NOT NULL DEFAULT 0;

-- Acknowledgements made before they could run out keep their first one.
UPDATE "episodes" SET "first_acked_at" = "acknowledged_at", "first_acked_by_id" = "acknowledged_by_id"
  WHERE "acknowledged_at" IS NOT NULL;

-- The few that can run out, for the job that looks every few seconds.
CREATE INDEX "episodes_expiring" ON "episodes" ("ack_expires_at") WHERE "state" = 'acknowledged';
