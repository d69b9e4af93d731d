import path from "node:path";
import { defineConfig } from "vitest/config";

const root = import.meta.dirname;

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
          include: ["tests/{integration,security,faults}/**/*.test.ts"],
          fileParallelism: false,
        },
      },
    ],
  },
});
