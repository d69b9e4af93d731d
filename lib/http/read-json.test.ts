import { expect, test } from "vitest";
import { PortalError } from "@/lib/errors";
import { readJson } from "./read-json";

function request(body: BodyInit, type = "application/json"): Request {
  return new Request("http://portal/api", { method: "POST", headers: { "content-type": type }, body });
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof PortalError ? error.code : `not refused: ${String(error)}`;
}

test("JSON is read, also with a charset", async () => {
  expect(await readJson(request('{"a":"ü"}', "application/json; charset=utf-8"), 100)).toEqual({ a: "ü" });
});

test.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""])(
  "D04 %s is refused as a media type",
  async (type) => {
    expect(await codeOf(readJson(request("{}", type || "x"), 100))).toBe("unsupported_media_type");
  },
);

test("M05 a body over the limit is refused while it arrives, whatever its length says", async () => {
  let sent = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 1024;
      controller.enqueue(new Uint8Array(1024).fill(32));
    },
  });
  const init = { method: "POST", headers: { "content-type": "application/json" }, body: endless, duplex: "half" };
  expect(await codeOf(readJson(new Request("http://portal/api", init as RequestInit), 10_000))).toBe(
    "payload_too_large",
  );
  expect(sent).toBeLessThan(40_000);
});

test("M05 a body that was read before is held to the limit and to the type, too", async () => {
  const whole = (text: string, type = "application/json") => {
    const one = new Request("http://portal/api", { method: "POST", headers: { "content-type": type } });
    return Object.assign(one, { bodyAtHand: Buffer.from(text) });
  };
  expect(await readJson(whole('{"a":1}'), 7)).toEqual({ a: 1 });
  expect(await codeOf(readJson(whole('{"a":1}'), 6))).toBe("payload_too_large");
  expect(await codeOf(readJson(whole('{"a":1}', "text/plain"), 7))).toBe("unsupported_media_type");
});

test("a body that ends before its length has broken off: nobody sent bad JSON", async () => {
  const headers = { "content-type": "application/json", "content-length": "7" };
  const cut = new Request("http://portal/api", { method: "POST", headers, body: '{"a":' });
  await expect(readJson(cut, 100)).rejects.toThrow("The body broke off.");
});

test.each(["", "{", "\u0000", '{"a":1}}', "[1,]"])("the body %j is refused as JSON", async (body) => {
  expect(await codeOf(readJson(request(body), 100))).toBe("bad_request");
});

test("bytes that are not UTF-8 are refused", async () => {
  expect(await codeOf(readJson(request(new Uint8Array([0x22, 0xff, 0x22])), 100))).toBe("bad_request");
});
