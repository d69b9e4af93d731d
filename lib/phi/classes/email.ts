import type { ShapeClass } from "../phi-class";

/** Names of machines and of services, which look like addresses of people. */
const MACHINE_HOST = /\.(?:internal|local|localdomain|localhost|lan|svc|service|socket|timer|slice|scope|mount)$/i;
const MACHINE_USER = /^(?:git|hg|svn)@/i;

export const email: ShapeClass = {
  name: "EMAIL",
  contains: ["@", "%40", "＠"],
  // Begins where a word begins, so that a long run without an @ is walked once.
  pattern:
    /(?<![A-Za-z0-9._%+'-])(?:%[0-9A-Fa-f]{2}){0,4}(?<part>[A-Za-z0-9._%+'-]{1,64}(?:@|%40|＠)(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24})(?![A-Za-z0-9])/g,
  accepts: (value) => !MACHINE_HOST.test(value) && !MACHINE_USER.test(value),
};
