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
          // Each file still evaluates our modules afresh; without isolation it only shares a process, and the modules of
          // others, with the files before it. So whoever sets a global puts it back.
          isolate: false,
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
          globalSetup: "tests/support/embedded-template.ts",
          include: ["tests/{integration,security,faults}/**/*.test.ts"],
          // One run is about the embedded database, the other about a server: nothing is tested twice alike.
          exclude: process.env.TEST_DATABASE_URL
            ? [...WITHOUT_DATABASE, ...ON_THE_EMBEDDED]
            : [...ON_SERVER_ONLY, ...ON_THE_SERVER],
          // Each file has a process, databases and ports of its own.
          maxWorkers: 3,
        },
      },
    ],
  },
});
