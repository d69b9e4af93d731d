const PREFIX = "emitter:";

/** The status page's leg of an emitter. */
export function emitterLeg(name: string): string {
  return PREFIX + name;
}
