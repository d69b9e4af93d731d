import { PageBar } from "@/components/shell/page-bar";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";

export default function PortalNotFound() {
  return (
    <>
      <PageBar title="Not found" />
      <div className="page page-narrow">
        <EmptyState title="There is no such page or record">
          <p>It may have been removed, or the address is not complete.</p>
          <ButtonLink href="/">Go to your start page</ButtonLink>
        </EmptyState>
      </div>
    </>
  );
}
