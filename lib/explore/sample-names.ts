/**
 * What a Prometheus usually holds, common beginnings as often as they are met and every letter at least once; and the
 * values that begin with a digit. A pattern is held against both.
 */
export const SAMPLE_NAMES: readonly (readonly string[])[] = [
  [
    ...["node_cpu_seconds_total", "node_filesystem_avail_bytes", "node_load1", "node_memory_MemAvailable_bytes"],
    ...["go_goroutines", "go_gc_duration_seconds", "go_memstats_alloc_bytes", "grpc_server_handled_total"],
    ...["process_cpu_seconds_total", "process_resident_memory_bytes", "prometheus_tsdb_head_series", "probe_success"],
    ...["http_requests_total", "http_request_duration_seconds_bucket", "http_server_active", "health_status"],
    ...["container_cpu_usage_seconds_total", "container_memory_rss", "container_threads", "cadvisor_version"],
    ...["kube_pod_status_phase", "kube_node_info", "kubelet_running_pods", "kafka_consumergroup_lag"],
    ...["apiserver_request_total", "alertmanager_alerts", "ALERTS", "app_errors_total"],
    ...["scrape_duration_seconds", "scrape_samples_scraped", "mysql_up", "redis_connected_clients"],
    ...["backend:requests:rate5m", "database_connections", "etcd_server_has_leader", "fluentbit_output_errors_total"],
    ...["istio_requests_total", "jvm_memory_used_bytes", "loki_ingester_streams", "otelcol_exporter_sent_spans"],
    ...["queue_depth", "traefik_entrypoint_requests_total", "up", "vault_core_unsealed", "worker_jobs_total"],
    ...["xds_grpc_connections", "yarn_containers", "zookeeper_znode_count"],
  ],
  ["10.0.0.7:9100", "192.168.1.4:443", "172.17.0.2", "2xx", "301", "404", "503", "60", "7", "8080", "9", "0.99"],
];
