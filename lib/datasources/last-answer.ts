import "server-only";
import { UpstreamError } from "./datasource";
import { isSilence } from "./is-silence";

/** What this process last heard of a source. Epoch ms; null: never. */
export interface LastAnswer {
  answeredAt: number | null;
  failedAt: number | null;
  /** The source's own words, from its newest failure. */
  error: string | null;
}

const NEVER: LastAnswer = { answeredAt: null, failedAt: null, error: null };

// On globalThis: the server bundle is loaded more than once.
const holder = globalThis as unknown as { portalLastAnswers?: Map<string, LastAnswer> };

function answers(): Map<string, LastAnswer> {
  holder.portalLastAnswers ??= new Map();
  return holder.portalLastAnswers;
}

export function lastAnswer(source: string): LastAnswer {
  return answers().get(source) ?? NEVER;
}

/** Follows one question to a source and remembers how it ended. A question that was given up on says nothing. */
export async function noteAnswer<T>(source: string, question: Promise<T>): Promise<T> {
  try {
    const answer = await question;
    answers().set(source, { ...lastAnswer(source), answeredAt: Date.now() });
    return answer;
  } catch (error) {
    if (error instanceof UpstreamError && isSilence(error))
      answers().set(source, { ...lastAnswer(source), failedAt: Date.now(), error: error.message });
    throw error;
  }
}
