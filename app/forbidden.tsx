import Link from "next/link";

/** Answered with status 403 when a signed-in person's role does not reach a page. */
export default function Forbidden() {
  return (
    <main className="page">
      <h1>Your role does not allow this page</h1>
      <p>The refusal has been written to the audit ledger. If you need access, ask an administrator.</p>
      <p>
        <Link href="/">Go to your start page</Link>
      </p>
    </main>
  );
}
