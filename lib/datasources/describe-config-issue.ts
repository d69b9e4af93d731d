import type { z } from "zod";

const INLINE_SECRETS: Record<string, string> = {
  password: "put it in a file and name it with passwordFile, or in the environment with passwordEnv",
  token: "put it in a file and name it with tokenFile, or in the environment with tokenEnv",
  secretAccessKey: "the AWS default credential chain is used (environment, profile, instance or pod role)",
  accessKeyId: "the AWS default credential chain is used (environment, profile, instance or pod role)",
};

export interface ConfigProblem {
  path: readonly PropertyKey[];
  /** "type must be prometheus or cloudwatch": what is wrong and what to do. */
  message: string;
}

/** What a zod issue of the sources file means, in words, with the place it is about. */
export function describeConfigIssue(issue: z.core.$ZodIssue): ConfigProblem[] {
  const key = String(issue.path.findLast((part) => typeof part === "string") ?? "the file");
  const about = (message: string): ConfigProblem[] => [{ path: issue.path, message }];
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((name) => ({ path: [...issue.path, name], message: unknownKey(name) }));
    case "invalid_union":
      return about(issue.message);
    case "invalid_key":
      return about(`${String(issue.path.at(-1))} ${issue.issues[0]?.message ?? "is not allowed here"}`);
    case "invalid_type":
      return about(issue.input === undefined ? `${key} is required` : `${key} must be ${article(issue.expected)}`);
    case "invalid_value":
      return about(`${key} must be ${issue.values.map(String).join(" or ")}`);
    default:
      return about(`${key} ${issue.message}`);
  }
}

function unknownKey(name: string): string {
  const instead = Object.hasOwn(INLINE_SECRETS, name) ? INLINE_SECRETS[name] : undefined;
  if (instead) return `${name} must not be written here: ${instead}`;
  return `${name} is not a setting: remove it or correct its spelling`;
}

function article(expected: string): string {
  return (
    { array: "a list", object: "a map of settings", record: "a map", string: "text", number: "a number" }[expected] ??
    expected
  );
}
