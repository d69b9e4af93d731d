const OPERATOR = "monitoring.coreos.com/";

/**
 * What is wrong with a resource by the OpenAPI schemas of its kind, as lines; none when it is right. The schemas are
 * compiled to functions and let unknown fields pass, so whatever they never looked at is a problem, too.
 */
export async function resourceProblems(resource) {
  const { apiVersion, kind } = resource;
  const { [kind]: Model } = await import(
    apiVersion.startsWith(OPERATOR)
      ? `@kubernetes-models/prometheus-operator/${apiVersion}/${kind}`
      : `kubernetes-models/${apiVersion}/${kind}`
  );
  const unseen = new Set();
  const problems = [];
  try {
    Model.prototype.validate.call(watched(resource, "", unseen));
  } catch (error) {
    problems.push(error.message);
  }
  return [...problems, ...[...unseen].map((place) => `${place} is no field`)];
}

/** The same value, whose members leave `unseen` when somebody reads them. */
function watched(value, place, unseen) {
  if (typeof value !== "object" || value === null) return value;
  const members = new Map(
    Object.entries(value).map(([name, member]) => [name, watched(member, `${place}/${name}`, unseen)]),
  );
  for (const name of members.keys()) unseen.add(`${place}/${name}`);
  return new Proxy(value, {
    get(target, name) {
      unseen.delete(`${place}/${String(name)}`);
      return members.has(name) ? members.get(name) : target[name];
    },
  });
}
