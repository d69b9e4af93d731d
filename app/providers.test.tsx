// @vitest-environment happy-dom

import { onlineManager, useMutation, useQuery } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { Providers } from "./providers";

afterEach(() => {
  cleanup();
  onlineManager.setOnline(true);
});

const unreachable = () => Promise.reject(new Error("no network"));

function Page() {
  const read = useQuery({ queryKey: ["alerts", "list"], queryFn: unreachable, retry: false });
  const write = useMutation({ mutationFn: unreachable });
  return (
    <>
      <p>{read.isError ? "not read" : "reading"}</p>
      <button type="button" onClick={() => write.mutate()}>
        {write.isError ? "not acknowledged" : "acknowledge"}
      </button>
    </>
  );
}

test("in a browser that believes to be offline nothing waits in silence: reading and acknowledging fail at once", async () => {
  onlineManager.setOnline(false);
  render(
    <Providers seeds={[]}>
      <Page />
    </Providers>,
  );
  await screen.findByText("not read");
  fireEvent.click(screen.getByRole("button"));
  expect(await screen.findByText("not acknowledged")).toBeTruthy();
});
