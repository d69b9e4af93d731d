"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { useSearchState } from "@/components/shell/use-search-state";
import { ranHere } from "./ran-here";

/** A longer one makes an address that not every server and chat takes. */
const MAX_IN_ADDRESS = 1_500;

/**
 * The text that is being typed, and the one that was asked. What was asked comes from the address, and goes there only
 * once the portal took it: a text that names a person must not stand in histories. What the address of a page from
 * outside says is not asked until the person does so, once in this tab: the run would be in the ledger as theirs.
 */
export function useAskedQuery(fromInside: boolean) {
  const { search, change } = useSearchState();
  const inAddress = search.get("expr") ?? "";
  const foreign = useRef(fromInside ? "" : inAddress);
  const [asked, setAsked] = useState(fromInside ? inAddress : "");
  const [draft, setDraft] = useState(inAddress);
  const known = useRef(inAddress);
  // Back, forward, and links to this page.
  useEffect(() => {
    if (inAddress === known.current) return;
    known.current = inAddress;
    setDraft(inAddress);
    setAsked(inAddress === foreign.current ? "" : inAddress);
  }, [inAddress]);
  const ask = useCallback((query: string) => {
    if (query === foreign.current) foreign.current = "";
    setAsked(query);
  }, []);
  useEffect(() => {
    if (foreign.current !== "" && ranHere.is(foreign.current)) ask(foreign.current);
  }, [ask]);
  const publish = useCallback(
    (query: string) => {
      const text = query.length <= MAX_IN_ADDRESS ? query : "";
      ranHere.keep(text);
      if (text === known.current) return;
      known.current = text;
      change({ expr: text || null });
    },
    [change],
  );
  return { draft, setDraft, asked, ask, publish, held: asked === "" && inAddress !== "" };
}
