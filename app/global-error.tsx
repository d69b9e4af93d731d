"use client";

import "./globals.css";

/** The last resort: even the frame of the portal failed. */
export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <main className="page page-narrow">
          <h1>The portal could not be shown</h1>
          <p>Something went wrong on the server. Alerting does not depend on this page and goes on.</p>
          {error.digest && <p className="mono">Reference {error.digest}</p>}
          <p>
            <button type="button" className="btn" onClick={reset}>
              Try again
            </button>
          </p>
        </main>
      </body>
    </html>
  );
}
