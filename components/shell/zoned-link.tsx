"use client";

import Link from "next/link";
import type { ComponentProps } from "react";
import { withZone } from "@/lib/time/with-zone";
import { usePageZone } from "./use-page-zone";

/** A link to another page of the portal: the zone that was chosen on this one goes along. */
export function ZonedLink({ href, ...rest }: ComponentProps<typeof Link> & { href: string }) {
  return <Link prefetch={false} href={withZone(href, usePageZone())} {...rest} />;
}
