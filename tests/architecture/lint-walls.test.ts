import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";

const project = mkdtempSync(path.join(tmpdir(), "portal-lint-"));
copyFileSync("biome.json", path.join(project, "biome.json"));
afterAll(() => rmSync(project, { recursive: true, force: true }));

interface Diagnostic {
  category: string;
  severity: string;
}

/** Lints a snippet as if it stood at `file` of a project with our configuration. */
function lint(file: string, source: string): Diagnostic[] {
  const target = path.join(project, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, source);
  const biome = path.resolve("node_modules/@biomejs/biome/bin/biome");
  const run = spawnSync(process.execPath, [biome, "lint", "--reporter=json", file], { cwd: project, encoding: "utf8" });
  rmSync(target);
  return (JSON.parse(run.stdout) as { diagnostics: Diagnostic[] }).diagnostics;
}

const REFUSED: [rule: string, path: string, source: string, id: string][] = [
  [
    "recharts outside the charts",
    "components/panels/bad.tsx",
    'import { Line } from "recharts";\nexport const x = Line;\n',
    "noRestrictedImports",
  ],
  [
    "next-auth outside lib/auth",
    "lib/alerts/bad.ts",
    'import { getServerSession } from "next-auth";\nexport const x = getServerSession;\n',
    "noRestrictedImports",
  ],
  [
    "the AWS SDK outside its adapter",
    "lib/query/bad.ts",
    'import { CloudWatch } from "@aws-sdk/client-cloudwatch";\nexport const x = CloudWatch;\n',
    "noRestrictedImports",
  ],
  [
    "Prisma's types in a component",
    "components/alerts/bad.tsx",
    'import type { User } from "@/generated/prisma/client";\nexport type X = User;\n',
    "noRestrictedImports",
  ],
  [
    "a driver outside lib/db",
    "lib/alerts/bad.ts",
    'import pg from "pg";\nexport const x = pg;\n',
    "noRestrictedImports",
  ],
  [
    "the database in a route",
    "app/api/bad/route.ts",
    'import { db } from "@/lib/db/client";\nexport const x = db;\n',
    "noRestrictedImports",
  ],
  [
    "an upstream in a page",
    "app/(portal)/bad/page.tsx",
    'import { datasources } from "@/lib/datasources/registry";\nexport const x = datasources;\n',
    "noRestrictedImports",
  ],
  [
    "a component in lib",
    "lib/frames/bad.ts",
    'import { Badge } from "@/components/ui/badge";\nexport const x = Badge;\n',
    "noRestrictedImports",
  ],
  [
    "undici outside the datasources",
    "lib/alertmanager/bad.ts",
    'import { request } from "undici";\nexport const x = request;\n',
    "noRestrictedImports",
  ],
  [
    "pdfkit outside compliance",
    "lib/audit/bad.ts",
    'import PDFDocument from "pdfkit";\nexport const x = PDFDocument;\n',
    "noRestrictedImports",
  ],
  ["process.env outside lib/env", "lib/query/bad.ts", "export const x = process.env.HOME;\n", "noProcessEnv"],
  ["any", "lib/query/bad.ts", "export const x: any = 1;\n", "noExplicitAny"],
  ["console in the product", "lib/query/bad.ts", 'console.log("x");\n', "noConsole"],
  [
    "raw HTML (G04)",
    "components/panels/bad.tsx",
    'export const X = () => <p dangerouslySetInnerHTML={{ __html: "x" }} />;\n',
    "noDangerouslySetInnerHtml",
  ],
];

test.each(REFUSED)("lint refuses %s", (_rule, file, source, id) => {
  const found = lint(file, source).filter((diagnostic) => diagnostic.category.endsWith(`/${id}`));
  expect(found.map((diagnostic) => diagnostic.severity)).toEqual(["error"]);
});

const ALLOWED: [what: string, path: string, source: string][] = [
  [
    "recharts in the charts",
    "components/charts/good.tsx",
    'import { Line } from "recharts";\n\nexport const x = Line;\n',
  ],
  [
    "Prisma's types in a verb",
    "lib/alerts/good.ts",
    'import type { User } from "@/generated/prisma/client";\n\nexport type X = User;\n',
  ],
  [
    "next-auth in lib/auth",
    "lib/auth/good.ts",
    'import { getServerSession } from "next-auth";\n\nexport const x = getServerSession;\n',
  ],
];

test.each(ALLOWED)("lint allows %s", (_what, file, source) => {
  expect(lint(file, source)).toEqual([]);
});
