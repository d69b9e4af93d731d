import "server-only";
import type { ServerResponse } from "node:http";
import type { DirectListener } from "./before-framework";

/**
 * The framework sends a redirect with the page that it began, and in it the address that was asked for: all of what was
 * to be dropped from it. Nobody reads that body; here it stays behind.
 */
export const emptyRedirects: DirectListener = (_request, response) => {
  const { write, end } = response;
  response.write = ((...given: unknown[]) =>
    isRedirect(response) ? dropped(given) : Reflect.apply(write, response, given)) as typeof write;
  response.end = ((...given: unknown[]) => {
    if (!isRedirect(response)) return Reflect.apply(end, response, given);
    if (!response.headersSent) response.removeHeader("content-length");
    return Reflect.apply(end, response, given.filter(isCallback));
  }) as typeof end;
  return false;
};

function isRedirect({ statusCode }: ServerResponse): boolean {
  return statusCode >= 300 && statusCode < 400 && statusCode !== 304;
}

function dropped(given: readonly unknown[]): boolean {
  const written = given.find(isCallback);
  if (written) process.nextTick(written);
  return true;
}

function isCallback(one: unknown): one is () => void {
  return typeof one === "function";
}
