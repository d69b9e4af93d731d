import { machineMutants } from "./machine-mutants.mjs";
import { sourceMutants } from "./source-mutants.mjs";
import { verbMutants } from "./verb-mutants.mjs";

/**
 * Deliberate mistakes: each is one edit of one file, and must make at least one of its suites fail. What no test notices
 * is not tested. `breaks` is what the mistake is about: an invariant of the alert contract, or its words.
 */
export const mutants = [...machineMutants, ...sourceMutants, ...verbMutants];
