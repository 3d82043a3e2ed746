import { expect, it } from "vitest";
import { register } from "@captable/wsk";
import { transportProvider } from "../src/index.ts";
import { failure } from "./failure.ts";
import { FakeTransport } from "./fake-transport.ts";

const events = { eventMask: { receive: true } };

it("takes static events until a socket has been made, whoever captures", async () => {
  for (const made of [false, true]) {
    const transport = new FakeTransport();
    const registration = register(transportProvider("fake", transport));
    const first = await registration.captureProviderNPI();
    const socket = made ? await first.socket("basic") : undefined;
    registration.releaseProviderNPI();
    const second = await registration.captureProviderNPI();
    const call = second.controlClient(
      "controlClient",
      "WSK_SET_STATIC_EVENT_CALLBACKS",
      events,
    );
    if (made) {
      expect(await failure(call)).toMatchObject({
        status: "STATUS_INVALID_DEVICE_STATE",
      });
    } else {
      expect(await call).toBeUndefined();
    }
    await Promise.all([socket?.closeSocket(), transport.settle()]);
    registration.releaseProviderNPI();
    await registration.deregister();
  }
});

it("refuses a limit that lets nothing through", () => {
  const transport = new FakeTransport();
  for (const retainedBytes of [0, -1, Number.NaN]) {
    expect(() =>
      transportProvider("fake", transport, { retainedBytes }),
    ).toThrow(TypeError);
  }
  expect(transportProvider("fake", transport, { retainedBytes: 1 }).name).toBe(
    "fake",
  );
});
