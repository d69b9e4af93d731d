import { test } from "vitest";

type Register = (name: string, body: () => unknown, timeout?: number) => void;

const register: Register = (name, body, timeout) =>
  test(
    name,
    async () => {
      await body();
    },
    timeout,
  );
const leaveOut: Register = () => {};

/** Suites run once on each kind of database; what only one of them can do is registered for that one alone. */
export const onServerOnly: Register = process.env.TEST_DATABASE_URL ? register : leaveOut;
export const onEmbeddedOnly: Register = process.env.TEST_DATABASE_URL ? leaveOut : register;
