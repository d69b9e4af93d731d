import type { ShapeClass } from "../phi-class";

/** A global unicast address (2000::/3): times, fingerprints and hardware addresses are none. */
export const ipv6Address: ShapeClass = {
  name: "IPV6",
  begins: ["digit"],
  pattern: /(?<![A-Za-z0-9:.])[23][0-9A-Fa-f]{3}(?::{1,2}[0-9A-Fa-f]{1,4}){1,7}(?:::)?(?![A-Za-z0-9:])/g,
  accepts: (value) => {
    const gaps = value.split("::").length - 1;
    const groups = value.split(":").filter(Boolean).length;
    return gaps === 1 ? groups < 8 : gaps === 0 && groups === 8;
  },
};
