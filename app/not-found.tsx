import Link from "next/link";

export default function NotFound() {
  return (
    <main className="page page-narrow">
      <h1>There is no such page</h1>
      <p>
        <Link href="/">Go to your start page</Link>
      </p>
    </main>
  );
}
