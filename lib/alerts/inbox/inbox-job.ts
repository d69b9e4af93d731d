import "server-only";
import { wakeInbox } from "./wake-inbox";

/**
 * Looks for deliveries that nobody is at: each process applies at once what it received, but may die before. Often, for
 * an alert must not wait for the next one.
 */
export const inboxJob = { name: "apply-deliveries", everySeconds: 5, run: wakeInbox };
