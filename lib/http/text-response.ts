import "server-only";

// Beside the response, not in it: the framework knows only its body.
const texts = new WeakMap<Response, string>();

/** A response with one text, which who sends it without the framework has at hand: as a stream, it costs more than it holds. */
export function textResponse(text: string, init: ResponseInit): Response {
  const response = new Response(text, init);
  texts.set(response, text);
  return response;
}

export function textOf(response: Response): string | undefined {
  return texts.get(response);
}
