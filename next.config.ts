import type { NextConfig } from "next";
import { NOTHING_POLICY, SECURITY_HEADERS } from "./lib/http/security-headers";

const listed = (headers: Record<string, string>) => Object.entries(headers).map(([key, value]) => ({ key, value }));

const config: NextConfig = {
  output: "standalone",
  poweredByHeader: false,
  // For pages. Panel batches and static files are compressed once, elsewhere (docs/decisions/0005-compression.md);
  // "Cache-Control: no-transform" keeps a batch from being compressed a second time.
  compress: true,
  // The image optimiser is never used: it has been a recurring source of remote vulnerabilities.
  images: { unoptimized: true },
  devIndicators: false,
  headers: async () => [
    { source: "/:path*", headers: listed(SECURITY_HEADERS) },
    { source: "/(api|_next)/:path*", headers: listed({ "content-security-policy": NOTHING_POLICY }) },
  ],
  // forbidden() answers 403 with app/forbidden.tsx.
  experimental: { authInterrupts: true },
  serverExternalPackages: ["@electric-sql/pglite", "pdfkit", "undici", "prom-client"],
  outputFileTracingIncludes: {
    "/*": [
      "./prisma/migrations/**/*",
      "./node_modules/@electric-sql/pglite/dist/*.{wasm,data}",
      "./deploy/runbooks/*.md",
      "./node_modules/dejavu-fonts-ttf/ttf/DejaVuSans*.ttf",
    ],
  },
};

export default config;
