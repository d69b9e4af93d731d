import { mkdirSync, readdirSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { CommandError } from "./command-error.mjs";
import { timed } from "./progress.mjs";
import { runChild } from "./run-child.mjs";

/**
 * Downloads Debian or Ubuntu packages with the machine's own apt and unpacks them into `folder`: no root, no
 * service, nothing installed on the machine. Returns the folder of the programs.
 */
export async function fetchDebian(packages, folder) {
  await timed(`Downloading ${packages.join(", ")} into ${path.relative(process.cwd(), folder)}`, async () => {
    const options = privateApt(folder);
    await must("apt-get", [...options, "update", "-qq"], folder);
    await must("apt-get", [...options, "download", "-qq", ...packages], folder);
    for (const file of readdirSync(folder).filter((name) => name.endsWith(".deb"))) {
      await must("dpkg", ["-x", path.join(folder, file), path.join(folder, "root")], folder);
      rmSync(path.join(folder, file));
    }
    rmSync(path.join(folder, "apt"), { recursive: true });
  });
  return path.join(folder, "root/usr/bin");
}

/** Folders of its own for apt, so that neither its lists nor its locks need root. */
function privateApt(folder) {
  const state = path.join(folder, "apt/state");
  const cache = path.join(folder, "apt/cache");
  mkdirSync(path.join(state, "lists/partial"), { recursive: true });
  mkdirSync(path.join(cache, "archives/partial"), { recursive: true });
  const settings = {
    "Dir::State": state,
    "Dir::State::status": "/var/lib/dpkg/status",
    "Dir::Cache": cache,
    "Debug::NoLocking": "1",
    "APT::Sandbox::User": os.userInfo().username,
  };
  return Object.entries(settings).flatMap(([name, value]) => ["-o", `${name}=${value}`]);
}

async function must(command, args, cwd) {
  const { code, output } = await runChild(command, args, { capture: true, cwd });
  if (code === 0) return;
  const reason =
    output
      .trim()
      .split("\n")
      .findLast((line) => /^E:/.test(line)) ?? `exit ${code}`;
  throw new CommandError(`The download failed (${command}: ${reason}). Check the network, or install the packages.`);
}
