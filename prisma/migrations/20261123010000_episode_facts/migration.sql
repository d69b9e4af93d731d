-- AlterTable
ALTER TABLE "episodes" ADD COLUMN     "inferred" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "missing_since" TIMESTAMPTZ(3),
ADD COLUMN     "reopens" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "source_stale" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "start_uncertain" BOOLEAN NOT NULL DEFAULT false;

-- CreateIndex
CREATE INDEX "episodes_resolved_at_idx" ON "episodes"("resolved_at");

-- CreateIndex
CREATE INDEX "episodes_starts_at_idx" ON "episodes"("starts_at");

-- CreateIndex
CREATE INDEX "episodes_acknowledged_at_idx" ON "episodes"("acknowledged_at");

-- CreateIndex
CREATE INDEX "idempotency_keys_created_at_idx" ON "idempotency_keys"("created_at");


