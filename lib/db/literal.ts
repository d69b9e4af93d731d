import "server-only";
import pg from "pg";

/** A text as a literal of SQL, for the one statement that takes no parameters: COPY. */
export function literal(text: string): string {
  return pg.escapeLiteral(text);
}
