import type { RandomSource } from "./random-source";

type LookAlike = (random: RandomSource) => string;

const hex = (r: RandomSource, count: number) => r.letters(count, "0123456789abcdef");
const uuid = (r: RandomSource) =>
  `${hex(r, 8)}-${hex(r, 4)}-4${hex(r, 3)}-${r.pick(["8", "9", "a", "b"])}${hex(r, 3)}-${hex(r, 12)}`;
const two = (value: number) => String(value).padStart(2, "0");
const iso = (r: RandomSource) =>
  `202${r.int(3, 6)}-${two(r.int(1, 12))}-${two(r.int(1, 28))}T${two(r.int(0, 23))}:${two(r.int(0, 59))}:${two(r.int(0, 59))}`;
const pod = (r: RandomSource) =>
  `${r.pick(["api", "chat-worker", "ingest"])}-${hex(r, 10)}-${r.letters(5, "bcdfghjklmnpqrstvwxz2456789")}`;
const privateAddress = (r: RandomSource) =>
  r.pick([`10.${r.int(0, 255)}.${r.int(0, 255)}.${r.int(1, 254)}`, `192.168.${r.int(0, 255)}.${r.int(1, 254)}`]);

/** What an operator needs to find again, byte for byte. */
export const tuningLookAlikes: readonly LookAlike[] = [
  uuid,
  (r) => hex(r, 40),
  (r) => hex(r, 64),
  (r) => hex(r, 7),
  (r) => String(r.int(1_500_000_000, 1_900_000_000)),
  (r) => `${r.int(1_500_000_000, 1_900_000_000)}${r.digits(3)}`,
  (r) => `${r.int(1_500_000_000, 1_900_000_000)}${r.digits(9)}`,
  (r) => `v${r.int(0, 20)}.${r.int(0, 40)}.${r.int(0, 99)}`,
  pod,
  (r) => `registry.example.org/app@sha256:${hex(r, 64)}`,
  (r) =>
    `sum by (job) (rate(http_request_duration_seconds_bucket{le="${r.int(1, 9)}.5",status=~"5.."}[${r.int(1, 59)}m]))`,
  (r) => `${iso(r)}.${r.digits(3)}Z`,
  (r) => `${privateAddress(r)}:${r.int(1024, 65535)}`,
  (r) => Array.from({ length: 16 }, () => hex(r, 2)).join(":"),
  (r) => `arn:aws:rds:us-east-1:${r.digits(12)}:db:portal-${r.int(1, 9)}`,
  (r) => `i-0${hex(r, 16)}`,
  (r) => `trace_id=${hex(r, 32)} span_id=${hex(r, 16)}`,
  (r) => `took ${r.int(1, 5000)}.${r.digits(3)}ms, ${r.int(1, 9)}h${r.int(1, 59)}m${r.int(1, 59)}s`,
  (r) => `process_resident_memory_bytes ${r.int(1, 9)}.${r.digits(9)}e+0${r.int(6, 9)}`,
  (r) => `version="${r.int(1, 40)}.${r.int(0, 99)}.${r.int(0, 99)}-rc.${r.int(1, 9)}+${r.digits(8)}"`,
];

/** The frozen half: other shapes and other lines. */
export const heldOutLookAlikes: readonly LookAlike[] = [
  (r) => `request_id=${uuid(r).toUpperCase()}`,
  (r) => `commit ${hex(r, 40)} (HEAD -> main)`,
  (r) =>
    `{"ts":${r.int(1_500_000_000, 1_900_000_000)}.${r.digits(6)},"level":"info","caller":"main.go:${r.int(10, 900)}"}`,
  (r) =>
    `start=${r.int(1_500_000_000, 1_900_000_000)}&end=${r.int(1_900_000_001, 1_999_999_999)}&step=${r.int(5, 300)}`,
  (r) => `traceparent: 00-${hex(r, 32)}-${hex(r, 16)}-01`,
  (r) => `${pod(r)} on ip-10-${r.int(0, 255)}-${r.int(0, 255)}-${r.int(1, 254)}.ec2.internal`,
  (r) =>
    `histogram_quantile(0.9${r.int(1, 9)}, sum by (le) (rate(ai_response_seconds_bucket[${r.int(1, 30)}m]))) > ${r.int(1, 9)}`,
  (r) => `${iso(r).replace("T", " ")},${r.digits(3)} WARN pool-${r.int(1, 20)}-thread-${r.int(1, 64)}`,
  (r) => `SHA256:${r.letters(43, "ABCDEFGHJKLMNPabcdefghjkmnp0123456789")}`,
  (r) => `arn:aws:lambda:eu-west-1:${r.digits(12)}:function:rotate:${r.int(1, 40)}`,
  (r) => `vol-0${hex(r, 16)} attached to i-0${hex(r, 16)} in subnet-${hex(r, 8)}`,
  (r) =>
    `1${r.digits(3)} of ${r.digits(5)} requests, p99 ${r.int(1, 9)}.${r.digits(2)} s, ${r.int(1, 99)}.${r.digits(1)} %`,
  (r) =>
    `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/${r.int(100, 140)}.0.${r.digits(4)}.${r.int(10, 250)} Safari/537.36`,
  (r) => `http_requests_total{instance="${privateAddress(r)}:9100",code="200"} ${r.int(1, 9)}${r.digits(9)}`,
  (r) => `go1.${r.int(18, 26)}.${r.int(0, 9)} linux/amd64, build ${iso(r)}+02:00`,
  (r) => `pid ${r.int(2, 99999)} exited with ${r.int(0, 255)} after ${r.digits(6)} ns; rss ${r.digits(8)} kB`,
  (r) => `etag "${hex(r, 32)}", range bytes=${r.int(0, 9999)}-${r.int(10_000, 99_999)}`,
  (r) =>
    `node_cpu_seconds_total{cpu="${r.int(0, 63)}",mode="idle"} ${r.digits(6)}.${r.digits(2)} ${r.int(1_500_000_000, 1_900_000_000)}000`,
  (r) => `tcp ${privateAddress(r)}:${r.int(30_000, 60_000)} -> ${privateAddress(r)}:5432 ESTABLISHED`,
  (r) =>
    `offset ${r.int(1_000_000, 9_999_999)} partition ${r.int(0, 63)} lag ${r.digits(4)} group portal-${r.int(1, 9)}`,
];
