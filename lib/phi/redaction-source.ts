import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";

// On globalThis: the server bundle is loaded more than once.
const holder = globalThis as unknown as { portalRedactionSource?: AsyncLocalStorage<string> };
holder.portalRedactionSource ??= new AsyncLocalStorage<string>();

/** Who sent what is looked through: a name of the configuration, never one that was sent. */
export const redactionSource = holder.portalRedactionSource;
