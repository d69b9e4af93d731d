import { freePort } from "./free-port.mjs";

/**
 * Starts a server on the preferred port when it is free, else on another, and resolves to it. Somebody may be faster
 * between the look and the start: when `start(port)` throws EADDRINUSE, it is tried again elsewhere.
 */
export async function onFreePort(preferred, start, tries = 5) {
  const port = await freePort(preferred);
  try {
    await start(port);
    return port;
  } catch (error) {
    if (error.code !== "EADDRINUSE" || tries <= 1) throw error;
    return onFreePort(port + 1, start, tries - 1);
  }
}
