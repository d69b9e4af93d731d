"use client";

import { usePathname } from "next/navigation";
import { type ReactNode, useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

/** On a phone: everything the rail holds, in a sheet. Closes when a page has been chosen. */
export function MenuSheet({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState(false);
  const pathname = usePathname();
  // biome-ignore lint/correctness/useExhaustiveDependencies: arriving at another page is what closes the menu
  useEffect(() => setOpen(false), [pathname]);
  return (
    <>
      <Button tone="quiet" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        Menu
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title="Menu" className="menu-sheet">
        {children}
      </Dialog>
    </>
  );
}
