import "server-only";
import type { Check } from "../check";
import { accessRefusals } from "./access-refusals";
import { edgeTls } from "./edge-tls";
import { externalAnchors } from "./external-anchors";
import { leakingSources } from "./leaking-sources";
import { ledgerChain } from "./ledger-chain";

/** The lines of the catalogue that are measured; every other one is unknown. */
export const MEASURED: readonly Check[] = [ledgerChain, externalAnchors, edgeTls, accessRefusals, leakingSources];
