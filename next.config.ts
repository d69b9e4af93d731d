import type { NextConfig } from "next";

/** On every response, static files and errors included. */
const SECURITY_HEADERS = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "same-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "strict-transport-security": "max-age=31536000; includeSubDomains",
};

/** Answers of the API and static files load nothing and are shown in no frame; pages get their policy from proxy.ts. */
const NOTHING_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

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
