/** Where in a text something of a class stands. */
export interface Finding {
  start: number;
  end: number;
  name: string;
}
