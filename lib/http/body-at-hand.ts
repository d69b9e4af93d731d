import "server-only";

// On globalThis: the server bundle is loaded more than once.
const holder = globalThis as unknown as { portalBodiesAtHand?: WeakMap<Request, Buffer> };
holder.portalBodiesAtHand ??= new WeakMap();

/** Bodies that were read before their requests were made, which would copy them and hand them out as streams. */
export const bodyAtHand = holder.portalBodiesAtHand;
