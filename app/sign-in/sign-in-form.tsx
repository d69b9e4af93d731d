"use client";

import { type FormEvent, useState } from "react";
import { Icon } from "@/components/ui/icon";
import { requestSignIn, type SignInReply } from "./request-sign-in";

interface SignInFormProps {
  localLogin: boolean;
  ssoName: string | null;
  callbackUrl: string;
  problem: string | null;
  expired: boolean;
}

/** E-mail address and password, single sign-on, or both. */
export function SignInForm({ localLogin, ssoName, callbackUrl, problem: firstProblem, expired }: SignInFormProps) {
  const [problem, setProblem] = useState(firstProblem);
  const [busy, setBusy] = useState(false);

  async function go(reply: Promise<SignInReply>) {
    setBusy(true);
    setProblem(null);
    const result = await reply;
    if ("url" in result) window.location.assign(result.url);
    else {
      setProblem(result.problem);
      setBusy(false);
    }
  }

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = new FormData(form);
    const email = String(fields.get("email"));
    await go(requestSignIn("callback/credentials", { email, password: String(fields.get("password")), callbackUrl }));
    form.querySelector<HTMLInputElement>("[name=password]")?.select();
  }

  return (
    // The method keeps the password out of the address if the form is sent before the script has loaded.
    <form className="sign-in-card" method="post" onSubmit={submit} aria-busy={busy}>
      <h1>Sign in</h1>
      {expired && <p className="sign-in-notice">Your session has ended. Sign in to go on where you were.</p>}
      {ssoName && (
        <button
          className="btn primary big"
          type="button"
          disabled={busy}
          onClick={() => void go(requestSignIn("signin/oidc", { callbackUrl }))}
        >
          Continue with {ssoName}
        </button>
      )}
      {ssoName && localLogin && <p className="sign-in-or">or with a local account</p>}
      {localLogin && <LocalFields invalid={problem !== null} />}
      <div role="alert" className="sign-in-problem" id="sign-in-problem">
        {problem && <Icon name="fail" />}
        {problem}
      </div>
      {localLogin && (
        <button className={`btn big${ssoName ? "" : " primary"}`} type="submit" disabled={busy}>
          Sign in
        </button>
      )}
      {!localLogin && !ssoName && (
        <p className="sign-in-fine">No way to sign in is configured. Set OIDC_ISSUER, or LOCAL_LOGIN=on.</p>
      )}
    </form>
  );
}

function LocalFields({ invalid }: { invalid: boolean }) {
  const [shown, setShown] = useState(false);
  return (
    <>
      <div className="field">
        <label htmlFor="email">Work e-mail</label>
        <input className="in" id="email" name="email" type="email" autoComplete="username" maxLength={254} required />
      </div>
      <div className="field">
        <span className="sign-in-label">
          <label htmlFor="password">Password</label>
          <button
            type="button"
            className="sign-in-show"
            aria-pressed={shown}
            aria-controls="password"
            onClick={() => setShown(!shown)}
          >
            {shown ? "Hide" : "Show"}
          </button>
        </span>
        <input
          className="in"
          id="password"
          name="password"
          type={shown ? "text" : "password"}
          autoComplete="current-password"
          aria-invalid={invalid}
          aria-describedby="sign-in-problem"
          required
        />
      </div>
    </>
  );
}
