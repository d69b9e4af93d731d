import type { NextConfig } from "next";
import { NOTHING_POLICY, SECURITY_HEADERS } from "./lib/http/security-headers";

const listed = (headers: Record<string, string>) => Object.entries(headers).map(([key, value]) => ({ key, value }));

const config: NextConfig = {
  output: "standalone",
  poweredByHeader: false,
  // Next compresses pages and static files. Panel batches are compressed once per refresh by lib/query and carry
  // "Cache-Control: no-transform", without which Next would compress them a second time.
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
      "./node_modules/dejavu-fonts-ttf/ttf/DejaVuSans*.ttf",
    ],
  },
};

export default config;
