/** Which characters of a text somebody has claimed already; nothing is found twice. */
export class Claims {
  private taken: Uint8Array | undefined;

  constructor(private readonly length: number) {}

  take(start: number, end: number): void {
    this.taken ??= new Uint8Array(this.length);
    this.taken.fill(1, start, end);
  }

  overlap(start: number, end: number): boolean {
    return this.taken?.subarray(start, end).includes(1) ?? false;
  }
}
