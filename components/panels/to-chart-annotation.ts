import type { ChartAnnotation } from "@/components/charts/annotation-marks";
import type { AnnotationView } from "@/lib/alerts/annotation-view";

export function toChartAnnotation({ id, kind, at, endAt, title }: AnnotationView): ChartAnnotation {
  return { id, kind, at: Date.parse(at), endAt: endAt === null ? null : Date.parse(endAt), title };
}
