const KEY = "portal-explored";

/** The query that this tab ran last and the portal took: when the page is loaded anew, it is the person's own. */
export const ranHere = {
  keep(query: string): void {
    try {
      sessionStorage.setItem(KEY, query);
    } catch {
      // No storage: after the next load the person is asked once more.
    }
  },
  is(query: string): boolean {
    try {
      return sessionStorage.getItem(KEY) === query;
    } catch {
      return false;
    }
  },
};
