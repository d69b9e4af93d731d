CREATE TABLE "redaction_counts" (
    "day" TEXT NOT NULL,
    "boundary" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "count" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "redaction_counts_pkey" PRIMARY KEY ("day","boundary","source","name")
);
