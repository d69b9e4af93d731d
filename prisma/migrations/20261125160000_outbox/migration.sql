-- AlterTable
ALTER TABLE "episodes" ADD COLUMN     "group_key" TEXT;

-- CreateTable
CREATE TABLE "outbox_messages" (
    "id" BIGSERIAL NOT NULL,
    "target" TEXT NOT NULL,
    "episode_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "action" TEXT NOT NULL,
    "detail" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "outbox_messages_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "outbox_messages_episode_id_idx" ON "outbox_messages"("episode_id");

-- CreateIndex
CREATE INDEX "outbox_messages_finished_at_idx" ON "outbox_messages"("finished_at");

-- CreateIndex
CREATE UNIQUE INDEX "outbox_messages_target_episode_id_version_key" ON "outbox_messages"("target", "episode_id", "version");

-- CreateIndex
CREATE INDEX "episodes_opened_at_idx" ON "episodes"("opened_at");

-- The few that are still to be told, for the job that looks every few seconds: oldest first.
CREATE INDEX "outbox_messages_waiting" ON "outbox_messages" ("target", "id") WHERE "state" = 'waiting';
