import { build } from "../bootstrap/prepare.mjs";

export async function run() {
  await build();
}
