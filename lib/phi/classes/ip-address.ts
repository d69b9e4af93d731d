import type { ShapeClass } from "../phi-class";

/** A public IPv4 address may be a patient's; private ones are the machines'. A version of four numbers is no address. */
export const ipAddress: ShapeClass = {
  name: "IP",
  begins: ["digit"],
  pattern: /(?<![A-Za-z0-9.]|[A-Za-z0-9][/-])\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?![A-Za-z0-9]|\.\d|[-+][A-Za-z0-9])/g,
  accepts: (value, text, start) => {
    const [a = 0, b = 0, c = 0, d = 0] = value.split(".").map(Number);
    if (a > 223 || b > 255 || c > 255 || d > 255) return false;
    const own = a === 0 || a === 10 || a === 127 || (a === 169 && b === 254) || (a === 172 && b >= 16 && b < 32);
    if (own || (a === 192 && b === 168) || (a === 100 && b >= 64 && b < 128)) return false;
    return !/(?:version|release|build)[ :="']{0,3}$/i.test(text.slice(Math.max(0, start - 12), start));
  },
};
