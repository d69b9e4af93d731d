"use client";

import { QueryClient, QueryClientProvider, type QueryKey } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { ApiError } from "@/lib/http/api-client";

const RETRIES = 2;

/** An answer that came with the page: nothing is asked for it until its time is over. */
export interface QuerySeed {
  key: QueryKey;
  data: unknown;
}

/**
 * One query cache for the tab. What the server refused is not asked again; what could not be reached is. A browser that
 * believes to be offline asks all the same: waiting would look like the present, and an acknowledgement must not be
 * sent an hour later.
 */
export function Providers({ seeds, children }: { seeds: QuerySeed[]; children: ReactNode }) {
  const [client] = useState(() => {
    const created = new QueryClient({
      defaultOptions: {
        queries: {
          networkMode: "always",
          retry: (failures, error) => failures < RETRIES && !(error instanceof ApiError && error.status < 500),
          refetchOnWindowFocus: false,
        },
        mutations: { networkMode: "always" },
      },
    });
    for (const { key, data } of seeds) created.setQueryData(key, data);
    return created;
  });
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
