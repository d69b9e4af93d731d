"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";

/** Ends the session on the server, then leaves by a full page load so that nothing stays in memory. */
export function SignOutButton() {
  const [failed, setFailed] = useState(false);
  async function signOut() {
    const response = await fetch("/api/session/sign-out", { method: "POST" }).catch(() => null);
    // 401: the session had already ended.
    if (response?.ok || response?.status === 401) window.location.assign("/sign-in");
    else setFailed(true);
  }
  return (
    <Button size="small" onClick={() => void signOut()}>
      {failed ? "Try to sign out again" : "Sign out"}
    </Button>
  );
}
