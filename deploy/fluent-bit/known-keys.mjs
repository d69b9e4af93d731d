const SHARED = { filter: "name match", output: "name match retry_limit workers storage.total_limit_size" };

/** What the plugins that we use may be told, by Fluent Bit's manual (5.1): a misspelt key is a setting that is not there. */
export const knownKeys = new Map(
  Object.entries({
    SERVICE:
      "flush grace log_level daemon parsers_file http_server http_listen http_port health_check storage.path storage.sync storage.checksum storage.backlog.mem_limit",
    "INPUT tail":
      "name tag path multiline.parser parser db db.locking storage.type buffer_max_size skip_long_lines refresh_interval read_from_head",
    "FILTER multiline": `${SHARED.filter} multiline.key_content multiline.parser`,
    "FILTER kubernetes": `${SHARED.filter} kube_url kube_ca_file kube_token_file merge_log keep_log annotations k8s-logging.parser k8s-logging.exclude`,
    "FILTER grep": `${SHARED.filter} regex exclude`,
    "FILTER lua": `${SHARED.filter} script call`,
    "OUTPUT cloudwatch_logs": `${SHARED.output} region log_group_name log_stream_prefix auto_create_group`,
    "OUTPUT s3": `${SHARED.output} bucket region total_file_size upload_timeout use_put_object compression send_content_md5 store_dir s3_key_format`,
    "OUTPUT http": `${SHARED.output} host port tls uri format compress json_date_key header`,
    PARSER: "name format time_key time_format time_keep",
  }).map(([name, keys]) => [name, new Set(keys.split(" "))]),
);
