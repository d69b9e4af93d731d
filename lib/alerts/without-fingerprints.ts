/** In the place of each fingerprint of an inhibiting alert: how many there are is no secret, which they are may be one. */
export function withoutFingerprints(inhibitedBy: readonly unknown[]): string[] {
  return inhibitedBy.map(() => "another alert");
}
