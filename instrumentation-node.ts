import { startPortal } from "@/lib/jobs/start-portal";

await startPortal();
