"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useState } from "react";
import { Banner } from "@/components/ui/banner";
import { LEFT_OUT_MARK } from "@/lib/auth/left-out-mark";

/** What was searched for could name a person and was dropped: without this, the whole list would look like the answer. */
export function LeftOutBanner() {
  const address = `${usePathname()}?${useSearchParams()}`;
  const [leftOutOf, setLeftOutOf] = useState<string>();
  // The server never sees a fragment.
  useEffect(() => {
    if (window.location.hash === LEFT_OUT_MARK) setLeftOutOf(address);
  }, [address]);
  if (leftOutOf !== address) return null;
  return (
    <Banner tone="warn" title="Part of what you searched for was left out.">
      It could name a person, such as an e-mail address or a number of theirs. Search for an id, a pseudonym, or the
      name of one of the portal&rsquo;s own people.
    </Banner>
  );
}
