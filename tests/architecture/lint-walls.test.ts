import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";

interface Diagnostic {
  category: string;
  severity: string;
  location: { path: string };
}

const REFUSED: [rule: string, path: string, source: string, id: string][] = [
  [
    "recharts outside the charts",
    "components/panels/recharts.tsx",
    'import { Line } from "recharts";\nexport const x = Line;\n',
    "noRestrictedImports",
  ],
  [
    "next-auth outside lib/auth",
    "lib/alerts/next-auth.ts",
    'import { getServerSession } from "next-auth";\nexport const x = getServerSession;\n',
    "noRestrictedImports",
  ],
  [
    "the AWS SDK outside its adapter",
    "lib/query/aws-sdk.ts",
    'import { CloudWatch } from "@aws-sdk/client-cloudwatch";\nexport const x = CloudWatch;\n',
    "noRestrictedImports",
  ],
  [
    "nodemailer outside the anchors",
    "lib/outbox/mail.ts",
    'import { createTransport } from "nodemailer";\nexport const x = createTransport;\n',
    "noRestrictedImports",
  ],
  [
    "undici in an anchor",
    "lib/audit/anchor/s3/undici.ts",
    'import { request } from "undici";\nexport const x = request;\n',
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
    "lib/alerts/driver.ts",
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
  ["process.env outside lib/env", "lib/query/environment.ts", "export const x = process.env.HOME;\n", "noProcessEnv"],
  ["any", "lib/query/any.ts", "export const x: any = 1;\n", "noExplicitAny"],
  ["console in the product", "lib/query/console.ts", 'console.log("x");\n', "noConsole"],
  [
    "raw HTML (G04)",
    "components/panels/raw-html.tsx",
    'export const X = () => <p dangerouslySetInnerHTML={{ __html: "x" }} />;\n',
    "noDangerouslySetInnerHtml",
  ],
];

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
    "the AWS SDK in the anchor",
    "lib/audit/anchor/s3/good.ts",
    'import { S3Client } from "@aws-sdk/client-s3";\n\nexport const x = S3Client;\n',
  ],
  [
    "nodemailer in the anchor",
    "lib/audit/anchor/mail/good.ts",
    'import { createTransport } from "nodemailer";\n\nexport const x = createTransport;\n',
  ],
  [
    "next-auth in lib/auth",
    "lib/auth/good.ts",
    'import { getServerSession } from "next-auth";\n\nexport const x = getServerSession;\n',
  ],
];

/** Lints each snippet as if it stood at its path of a project with our configuration: one run for all of them. */
function lint(snippets: ReadonlyMap<string, string>) {
  const project = mkdtempSync(path.join(tmpdir(), "portal-lint-"));
  try {
    copyFileSync("biome.json", path.join(project, "biome.json")); // its paths count from where it stands
    for (const [file, source] of snippets) {
      mkdirSync(path.dirname(path.join(project, file)), { recursive: true });
      writeFileSync(path.join(project, file), source);
    }
    const biome = path.resolve("node_modules/@biomejs/biome/bin/biome");
    const args = ["lint", "--reporter=json", "--max-diagnostics=none", "app", "components", "lib"];
    const run = spawnSync(process.execPath, [biome, ...args], { cwd: project, encoding: "utf8" });
    return JSON.parse(run.stdout) as { summary: { unchanged: number }; diagnostics: Diagnostic[] };
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
}

const snippets = new Map([...REFUSED, ...ALLOWED].map(([, file, source]) => [file, source]));
const { summary, diagnostics } = lint(snippets);
const at = (file: string) => diagnostics.filter(({ location }) => path.normalize(location.path) === file);

test("lint reads every snippet", () => {
  expect(snippets.size).toBe(REFUSED.length + ALLOWED.length);
  expect(summary.unchanged).toBe(snippets.size);
});

test.each(REFUSED)("lint refuses %s", (_rule, file, _source, id) => {
  const broken = at(file).filter(({ category }) => category.endsWith(`/${id}`));
  expect(broken.map(({ severity }) => severity)).toEqual(["error"]);
});

test.each(ALLOWED)("lint allows %s", (_what, file) => {
  expect(at(file)).toEqual([]);
});
