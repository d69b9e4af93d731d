import "server-only";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { DirectListener } from "./before-framework";
import { NOTHING_POLICY, SECURITY_HEADERS } from "./security-headers";

const TYPES: Record<string, string> = {
  ".js": "application/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
};
const PREFIX = "/_next/static/";

interface StaticFile {
  type: string;
  body: Buffer;
}

/**
 * Serves scripts and style sheets that the build compressed with Brotli (as `<name>.br` beside them) from memory: a
 * sixth smaller than gzip, and compressed once instead of for every reader. Names hold a hash of the content, so a
 * browser may keep them for ever. Readers without Brotli, and all other files, are left to the framework.
 */
export function precompressedFiles(directory: string): DirectListener {
  const files = readFiles(directory);
  return ({ method, url = "", headers }, response) => {
    const file = method === "GET" ? files.get(url) : undefined;
    if (!file || !/\bbr\b/.test(String(headers["accept-encoding"] ?? ""))) return false;
    response.writeHead(200, {
      ...SECURITY_HEADERS,
      "content-security-policy": NOTHING_POLICY,
      "content-type": file.type,
      "content-encoding": "br",
      "content-length": file.body.length,
      "cache-control": "public, max-age=31536000, immutable",
      vary: "accept-encoding",
    });
    response.end(file.body);
    return true;
  };
}

/** By path of the address: nothing that a request says is ever used to build a file name. */
function readFiles(directory: string): Map<string, StaticFile> {
  if (!existsSync(directory)) return new Map();
  const files = new Map<string, StaticFile>();
  for (const entry of readdirSync(directory, { recursive: true, encoding: "utf8" })) {
    const name = entry.replace(/\.br$/, "");
    const type = TYPES[path.extname(name)];
    if (name === entry || !type) continue;
    const body = readFileSync(path.join(/* turbopackIgnore: true */ directory, entry));
    files.set(PREFIX + name.split(path.sep).join("/"), { type, body });
  }
  return files;
}
