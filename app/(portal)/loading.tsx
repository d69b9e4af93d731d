import { PageBar } from "@/components/shell/page-bar";

export default function Loading() {
  return (
    <>
      <PageBar title="Loading" />
      <div className="page" role="status" aria-live="polite">
        <div className="skeleton h-24" />
        <div className="skeleton h-64" />
        <span className="vh">The page is loading.</span>
      </div>
    </>
  );
}
