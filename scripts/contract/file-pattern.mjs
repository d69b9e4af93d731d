/** Which files an entry of `rule_files` names: a star stands for anything but a slash. */
export function filePattern(entry) {
  return new RegExp(`^${entry.replaceAll(".", "\\.").replaceAll("*", "[^/]*")}$`);
}
