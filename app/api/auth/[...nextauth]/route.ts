import { handleSignIn } from "@/lib/auth/handle-sign-in";

/** Sign-in by password or single sign-on. Not a defineRoute: there is no actor yet. */
export { handleSignIn as GET, handleSignIn as POST };
