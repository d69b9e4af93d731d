"use client";

import { useSearchParams } from "next/navigation";
import { validZone } from "@/lib/time/valid-zone";

/** The zone that the page's address names, else UTC. */
export function usePageZone(): string {
  return validZone(useSearchParams().get("zone"));
}
