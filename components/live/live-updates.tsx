"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { followChanges } from "./follow-changes";

/** Keeps the tab live while it is mounted: once, in the frame of the signed-in pages. `build` is the page's own. */
export function LiveUpdates({ build }: { build: string }) {
  const client = useQueryClient();
  useEffect(() => followChanges(client, build), [client, build]);
  return null;
}
