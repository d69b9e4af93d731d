import "server-only";
import type { DirectListener } from "./before-framework";
import { SECURITY_HEADERS } from "./security-headers";

/** For answers that the framework makes before it looks at its own headers, such as a redirect to a path's usual spelling. */
export const constantHeaders: DirectListener = (_request, response) => {
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
  return false;
};
