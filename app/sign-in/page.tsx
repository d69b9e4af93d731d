import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ROLE_HOME } from "@/lib/auth/permissions";
import { readPageActor } from "@/lib/auth/read-page-actor";
import { safePath } from "@/lib/auth/safe-path";
import { signInChoices } from "@/lib/auth/sign-in-choices";
import { SignInForm } from "./sign-in-form";
import "../styles/sign-in.css";

export const metadata: Metadata = { title: "Sign in" };

/** What the address may say about why somebody is here. Any other value says nothing. */
const NOTICES: Record<string, string> = {
  refused: "This account may not use the portal. Ask an administrator for access.",
  sso: "Single sign-on did not finish. Try again.",
};

interface SignInPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const search = await searchParams;
  const { actor } = await readPageActor();
  if (actor.kind === "user") redirect(safePath(search.callbackUrl, ROLE_HOME[actor.role]));
  const choices = signInChoices();
  const problem =
    typeof search.error === "string" && Object.hasOwn(NOTICES, search.error) ? NOTICES[search.error] : null;
  return (
    <div className="sign-in">
      <main className="sign-in-box">
        <div className="sign-in-brand">
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d="M1.5 14.5h13M3.5 11V7M8 11V2M12.5 11V5" fill="none" stroke="currentColor" strokeWidth="2.2" />
          </svg>
          <p>
            <b>{choices.organisation}</b>
            <span>Observability</span>
          </p>
          <span className="badge plain">{choices.environment}</span>
        </div>
        <SignInForm
          localLogin={choices.localLogin}
          ssoName={choices.ssoName}
          callbackUrl={safePath(search.callbackUrl)}
          problem={problem ?? null}
          expired={search.expired === "1" && problem === null}
        />
        <p className="sign-in-fine">
          For authorised staff. Every sign-in, refusal and change is recorded in the audit ledger. You are signed out
          after {choices.idleMinutes} minutes without activity.
        </p>
      </main>
    </div>
  );
}
