/**
 * What holds an entry's proof against the log's keys where the portal is not: to be pasted as it stands into a shell, in a
 * copy of this repository. Whoever pastes it may not trust the portal: all that came from its database is quoted.
 */
export function proofCommand(proof: string, verifierKeys: readonly string[]): string {
  const keys = verifierKeys.map((key) => ` --key ${quoted(key)}`).join("");
  return `printf %s ${quoted(proof)} | npm run audit:verify -- --proof -${keys}\n`;
}

/** One word for a POSIX shell, whatever is in it. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
