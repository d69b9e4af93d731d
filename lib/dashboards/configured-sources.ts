import "server-only";
import { datasources } from "@/lib/datasources/registry";
import type { Sources } from "./sources";

/** The upstreams named in the configuration file. */
export function configuredSources(): Sources {
  return datasources();
}
