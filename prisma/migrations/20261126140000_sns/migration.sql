-- CreateTable
CREATE TABLE "sns_topics" (
    "topic_arn" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "subscribe_url" TEXT,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sns_topics_pkey" PRIMARY KEY ("topic_arn")
);

-- CreateTable
CREATE TABLE "cloudwatch_alarms" (
    "alarm" TEXT NOT NULL,
    "identity" TEXT NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "cloudwatch_alarms_pkey" PRIMARY KEY ("alarm")
);
