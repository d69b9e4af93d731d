/** The stages of a Dockerfile: { name, image, steps: [{ instruction, value }] }. Lines that end with \ go on. */
export function stagesOf(text) {
  const stages = [];
  for (const line of text
    .replace(/^#.*\n/gm, "")
    .replace(/\\\n\s*/g, " ")
    .split("\n")
    .filter((one) => one.trim())) {
    const [, instruction, value] = /^([A-Z]+)\s+(.+)$/.exec(line);
    if (instruction === "FROM") {
      const [image, as, name] = value.split(/\s+/);
      if (as !== "AS") throw new Error(`FROM ${value}: a stage has no name`);
      stages.push({ name, image, steps: [] });
    } else stages.at(-1).steps.push({ instruction, value });
  }
  return stages;
}
