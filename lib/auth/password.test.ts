import { expect, test } from "vitest";
import { hashPassword, verifyPassword } from "./password";
import { givenPasswordSchema, newPasswordSchema } from "./password-policy";

test("a password matches its own hash only, and no two hashes are alike", async () => {
  const hashes = await Promise.all([hashPassword("correct horse battery"), hashPassword("correct horse battery")]);
  expect(hashes[0]).toMatch(/^scrypt\$32768\$8\$1\$/);
  expect(hashes[0]).not.toBe(hashes[1]);
  expect(await verifyPassword("correct horse battery", hashes[0] ?? null)).toBe(true);
  expect(await verifyPassword("correct horse batterY", hashes[0] ?? null)).toBe(false);
});

test("nothing matches an account that does not exist", async () => {
  for (const guess of ["", "dummy", "undefined", "null"]) expect(await verifyPassword(guess, null)).toBe(false);
});

test("the two Unicode spellings of one text are one password", async () => {
  expect(await verifyPassword("caf\u0065\u0301 au lait", await hashPassword("caf\u00e9 au lait"))).toBe(true);
});

test("a stored value of another form is an error, not a match", async () => {
  for (const stored of ["", "plain text", "bcrypt$1$1$1$a$b"])
    await expect(verifyPassword("x", stored)).rejects.toThrow();
});

test("A11 lengths: 64 characters and more are fine, 1,024 bytes are the most, a new one needs 12 characters", () => {
  expect(givenPasswordSchema.safeParse("x".repeat(1_024)).success).toBe(true);
  expect(givenPasswordSchema.safeParse("é".repeat(513)).success).toBe(false);
  expect(givenPasswordSchema.safeParse("").success).toBe(false);
  expect(newPasswordSchema.safeParse("🔐".repeat(11)).success).toBe(false);
  expect(newPasswordSchema.safeParse("🔐".repeat(12)).success).toBe(true);
});
