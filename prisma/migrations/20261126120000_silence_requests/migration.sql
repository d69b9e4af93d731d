-- CreateTable
CREATE TABLE "silence_requests" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'requested',
    "alertmanagers" TEXT[],
    "silence_id" TEXT,
    "matchers" JSONB NOT NULL,
    "ends_at" TIMESTAMPTZ(3),
    "reason" TEXT NOT NULL,
    "requested_by_id" UUID NOT NULL,
    "requested_by" TEXT NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "attempt_ends_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),
    "failure" TEXT,
    "words" TEXT,
    "idempotency_key" TEXT,
    "body_hash" TEXT NOT NULL,
    CONSTRAINT "silence_requests_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "silence_requests_silence_id_idx" ON "silence_requests"("silence_id");

-- CreateIndex
CREATE UNIQUE INDEX "silence_requests_requested_by_id_idempotency_key_key" ON "silence_requests"("requested_by_id", "idempotency_key");

-- The few whose outcome is not known, for every list and for the job that looks twice a minute.
CREATE INDEX "silence_requests_unsettled" ON "silence_requests" ("requested_at") WHERE "state" = 'requested';
