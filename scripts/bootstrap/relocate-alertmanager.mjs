import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const NAME = "prometheus-alertmanager";
// Equally long, because a Go program finds its texts by place: the second is relative to the working directory.
const INSTALLED = Buffer.from("/usr/share/prometheus/alertmanager");
const UNPACKED = Buffer.from("usr//share/prometheus/alertmanager");

/**
 * Debian's Alertmanager reads its notification templates from a fixed folder and ends when they are not there. The
 * copy unpacked into `programs` (…/root/usr/bin) is told to read the ones unpacked with it, and a script of its old
 * name starts it in the right folder: paths in its arguments must be absolute.
 */
export function relocateAlertmanager(programs) {
  const program = path.join(programs, NAME);
  const relocated = `${program}.unpacked`;
  if (!existsSync(program) || existsSync(relocated)) return;
  const bytes = readFileSync(program);
  for (let at = bytes.indexOf(INSTALLED); at !== -1; at = bytes.indexOf(INSTALLED, at)) UNPACKED.copy(bytes, at);
  writeFileSync(relocated, bytes, { mode: 0o755 });
  writeFileSync(
    program,
    '#!/bin/sh\ncd "$(dirname "$0")/../.." && exec ./usr/bin/prometheus-alertmanager.unpacked "$@"\n',
  );
}
