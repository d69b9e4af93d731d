const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;
const LONG_HEX = /^(?=.*[a-f])(?=.*\d)[0-9a-f]{12,}$/;

/** Random ids that machines give each other name no person by themselves, and operators search for them. */
export function isMachineId(value: string): boolean {
  return UUID.test(value) || LONG_HEX.test(value);
}
