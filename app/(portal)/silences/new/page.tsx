import type { Metadata } from "next";
import { NewSilence } from "@/components/silences/new-silence";
import { requirePageActor } from "@/lib/auth/require-page-actor";
import "../../../styles/silences.css";

export const metadata: Metadata = { title: "New silence" };

const MAX_MATCHERS = 20;

interface NewSilencePageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function NewSilencePage({ searchParams }: NewSilencePageProps) {
  const actor = await requirePageActor("silence:write");
  const { matcher = [] } = await searchParams;
  const given = [matcher].flat().slice(0, MAX_MATCHERS);
  return <NewSilence given={given} person={actor.name} />;
}
