import "server-only";
import { env } from "@/lib/env";

/** What the sign-in page offers and says, by configuration. `ssoName` is null without an identity provider. */
export function signInChoices() {
  const settings = env();
  return {
    organisation: settings.ORGANISATION,
    environment: settings.ENVIRONMENT_NAME,
    localLogin: settings.LOCAL_LOGIN === "on",
    ssoName: settings.OIDC_ISSUER ? settings.OIDC_NAME : null,
    idleMinutes: settings.SESSION_IDLE_MINUTES,
  };
}
