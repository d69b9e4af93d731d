import type { CloudWatchDatasource, PrometheusDatasource } from "@/lib/datasources/datasource";

/** The upstreams that are configured, by name; without a name, the first of its kind. */
export interface Sources {
  prometheus(name?: string): PrometheusDatasource | undefined;
  cloudwatch(name?: string): CloudWatchDatasource | undefined;
}
