import path from "node:path";
import { defineConfig } from "vitest/config";
import { LongFilesFirst } from "./tests/support/long-files-first";

const root = import.meta.dirname;

/** Each on a server alone: one of its own, or several processes or a meddled line to the one of all. */
const ON_SERVER_ONLY = ["tests/faults/{append-nth-call,inbox-killed,ledger-processes,postgres-killed}.test.ts"];
const WITHOUT_DATABASE = [
  "tests/faults/{cloudwatch,prometheus}-upstream.test.ts",
  "tests/faults/anchor-{directory,mail}.test.ts",
  "tests/integration/{commands,direct-routes,gzip-stream-readers,peer-address}.test.ts",
  "tests/integration/{prometheus-datasource,query-cache-differential,query-panels,upstream-tls}.test.ts",
  "tests/security/edge-tls.test.ts",
];

/** What others do, over time or wrongly, is the same on either kind of database; their stories take long. */
const ON_THE_EMBEDDED = [
  "tests/integration/{alertmanager-pair,alertmanager-restarted,dead-watchdog,prometheus-killed}.test.ts",
  "tests/integration/{audit-client,portal-scraped}.test.ts",
  "tests/faults/{anchor-s3,silence-upstream}.test.ts",
];
/** The same, where the other run has more time left. */
const ON_THE_SERVER = ["tests/security/{ledger-archive,phi-canaries}.test.ts", "tests/faults/outbox-delivery.test.ts"];

/** One run is about the embedded database, the other about a server: nothing is tested twice alike. */
const OF_THE_OTHER_RUN = process.env.TEST_DATABASE_URL
  ? [...WITHOUT_DATABASE, ...ON_THE_EMBEDDED]
  : [...ON_SERVER_ONLY, ...ON_THE_SERVER];

/** They put themselves before every server of their process, for good. */
const CHANGE_THE_PROCESS = [
  "tests/integration/{direct-routes,peer-address}.test.ts",
  "tests/security/{repeated-batch,slow-requests}.test.ts",
];

/** Each file has databases and ports of its own; much of the time it waits for others. */
const WORKERS = 3;

/** Files share a process, which saves a third of the time: packages and the engine of the database are loaded once. */
const SHARED_PROCESS = { isolate: false, setupFiles: "tests/support/like-a-new-process.ts" };

export default defineConfig({
  resolve: {
    alias: {
      "@": root,
      // The marker package throws outside a React server build; in tests every module is "server".
      "server-only": path.join(root, "tests/server-only.ts"),
    },
  },
  oxc: { jsx: { runtime: "automatic" } },
  test: {
    experimental: { fsModuleCache: true },
    sequence: { sequencer: LongFilesFirst },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          ...SHARED_PROCESS,
          maxWorkers: "100%",
          include: [
            "{app,components,lib,demo,scripts,deploy}/**/*.test.{ts,tsx,mjs}",
            "tests/{architecture,model,mutants}/**/*.test.{ts,mjs}",
          ],
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          ...SHARED_PROCESS,
          globalSetup: "tests/support/embedded-template.ts",
          include: ["tests/{integration,security,faults}/**/*.test.ts"],
          exclude: [...OF_THE_OTHER_RUN, ...CHANGE_THE_PROCESS],
          maxWorkers: WORKERS,
        },
      },
      {
        extends: true,
        test: {
          name: "integration-alone",
          globalSetup: "tests/support/embedded-template.ts",
          include: CHANGE_THE_PROCESS,
          exclude: OF_THE_OTHER_RUN,
          maxWorkers: WORKERS,
        },
      },
    ],
  },
});
