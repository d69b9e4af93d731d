-- What each anchor is known to hold. Not evidence, only where to go on: what can be read back is read again each time.
CREATE TABLE "audit_anchors" (
    "name" TEXT NOT NULL,
    "size" BIGINT NOT NULL DEFAULT 0,
    "note" TEXT,
    "anchored_at" TIMESTAMPTZ(3),
    "seen_at" TIMESTAMPTZ(3),
    "receipt" TEXT,
    "failing_since" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT,
    "contradicted" BOOLEAN NOT NULL DEFAULT false,
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_anchors_pkey" PRIMARY KEY ("name")
);
