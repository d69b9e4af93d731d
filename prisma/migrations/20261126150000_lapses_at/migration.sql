-- AlterTable
ALTER TABLE "episodes" ADD COLUMN     "lapses_at" TIMESTAMPTZ(3);
