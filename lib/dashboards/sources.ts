import type { CloudWatchDatasource, PrometheusDatasource } from "@/lib/datasources/datasource";

/** The upstreams that are configured, by name; without a name, the first of its kind. Throw UpstreamError "not_configured". */
export interface Sources {
  prometheus(name?: string): PrometheusDatasource;
  cloudwatch(name?: string): CloudWatchDatasource;
}
