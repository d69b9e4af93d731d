import { readdirSync } from "node:fs";
import path from "node:path";
import { CommandError } from "./command-error.mjs";
import { fetchDebian } from "./fetch-debian.mjs";
import { findProgram } from "./find-program.mjs";
import { timed } from "./progress.mjs";
import { projectRoot } from "./project-root.mjs";
import { relocateAlertmanager } from "./relocate-alertmanager.mjs";
import { runChild } from "./run-child.mjs";

/** Fetched together: each download of one reads the package lists anew. */
const EXPORTERS = ["postgres", "blackbox", "node"].map((name) => `prometheus-${name}-exporter`);
const exporter = (name) => ({
  programs: [`prometheus-${name}-exporter`, `${name}_exporter`],
  debian: EXPORTERS,
  brew: `${name}_exporter`,
  rootless: true,
});

/**
 * Programs that the demo and the tests run for real. `rootless`: a few packages that run from any folder, so they are
 * unpacked into .data/tools; the others have too many parts for that and are installed, which takes root.
 */
const COMPONENTS = {
  prometheus: { programs: ["prometheus"], debian: ["prometheus"], brew: "prometheus", rootless: true },
  alertmanager: {
    programs: ["prometheus-alertmanager", "alertmanager"],
    debian: ["prometheus-alertmanager"],
    brew: "alertmanager",
    rootless: true,
    unpacked: relocateAlertmanager,
  },
  // Inside the two above in Debian 12, a package of its own since.
  promtool: { programs: ["promtool"], debian: ["promtool"], brew: "prometheus", rootless: true },
  amtool: { programs: ["amtool"], debian: ["prometheus-alertmanager"], brew: "alertmanager", rootless: true },
  postgres: { programs: ["initdb"], debian: ["postgresql"], brew: "postgresql@16", folders: postgresFolders },
  "postgres-exporter": exporter("postgres"),
  "blackbox-exporter": exporter("blackbox"),
  "node-exporter": exporter("node"),
  // Fluent Bit has it built in, and the tests run its filter with it.
  luajit: { programs: ["luajit"], debian: ["luajit"], brew: "luajit" },
  // Runs the second verifier of the ledger.
  python3: { programs: ["python3"], debian: ["python3"], brew: "python@3" },
  pdftotext: { programs: ["pdftotext"], debian: ["poppler-utils"], brew: "poppler" },
  chromium: {
    programs: ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
    debian: ["chromium"],
    brew: "--cask chromium",
    folders: () => ["/Applications/Chromium.app/Contents/MacOS", "/Applications/Google Chrome.app/Contents/MacOS"],
  },
};

/** Full path of a component's program: from PATH, else fetched on Debian and Ubuntu, else one line that says what to do. */
export async function requireComponent(
  name,
  toolsFolder = process.env.TOOLS_DIR || path.join(projectRoot, ".data/tools"),
) {
  const component = COMPONENTS[name];
  const look = () => {
    component.unpacked?.(path.join(toolsFolder, name, "root/usr/bin"));
    return findProgram(component.programs, [...unpackedFolders(toolsFolder), ...(component.folders?.() ?? [])]);
  };
  const found = look();
  if (found) return found;
  if (findProgram(["apt-get"]) && findProgram(["dpkg"])) {
    if (component.rootless) await fetchDebian(component.debian, path.join(toolsFolder, name));
    else if (process.getuid?.() === 0) await aptInstall(component.debian);
  }
  const fetched = look();
  if (!fetched) throw new CommandError(missingLine(name, component));
  return fetched;
}

/** A component that the tests call by its name. */
export async function putOnPath(name) {
  const folder = path.dirname(await requireComponent(name));
  if (!process.env.PATH.split(path.delimiter).includes(folder)) process.env.PATH += path.delimiter + folder;
}

function unpackedFolders(toolsFolder) {
  return Object.keys(COMPONENTS).map((name) => path.join(toolsFolder, name, "root/usr/bin"));
}

function missingLine(name, { programs, debian, brew }) {
  return (
    `${name} was not found (looked for ${programs.join(", ")} on PATH). Install it: ` +
    `apt-get install ${debian.join(" ")}, or brew install ${brew}, or use a container of debian:stable.`
  );
}

/** Installs as root without starting any service: policy-rc.d answers "not allowed" while dpkg asks. */
async function aptInstall(packages) {
  await timed(`Installing ${packages.join(", ")} with apt-get (no service is started)`, async () => {
    const script =
      'set -e; p=/usr/sbin/policy-rc.d; if [ ! -e $p ]; then printf "#!/bin/sh\\nexit 101\\n" >$p; chmod +x $p; ' +
      'trap "rm -f $p" EXIT; fi; apt-get update -qq; apt-get install -y -qq --no-install-recommends "$@"';
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    const { code, output } = await runChild("sh", ["-c", script, "apt-install", ...packages], { capture: true, env });
    if (code === 0) return;
    process.stderr.write(output);
    throw new CommandError(`apt-get install ${packages.join(" ")} failed (exit ${code}); its output is above.`);
  });
}

/** Debian keeps initdb and pg_ctl out of PATH, in a folder per version. */
function postgresFolders() {
  try {
    return readdirSync("/usr/lib/postgresql")
      .sort((a, b) => Number(b) - Number(a))
      .map((version) => `/usr/lib/postgresql/${version}/bin`);
  } catch {
    return [];
  }
}
