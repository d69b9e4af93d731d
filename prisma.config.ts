import { defineConfig } from "prisma/config";

export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  // The URL is only used by `migrate` commands; the portal itself reads lib/env.ts.
  datasource: { url: process.env.DATABASE_URL ?? "postgresql://unused:unused@127.0.0.1:5999/unused" },
});
