import { describe, expect, it } from "vitest";
import { connect, failure, use } from "../net.ts";
import { subjects } from "../subjects.ts";

describe.each(subjects)("$name", (subject) => {
  it("a deregistration waits for every socket and capture", async () => {
    const net = await subject.open();
    const { registration, wsk } = net;
    const { server, near, far } = await connect(net, { listens: "stream" });
    const basic = use(await wsk.socket("basic"));
    let over = false;
    const done = registration.deregister().then(() => (over = true));
    for (const socket of [near, server, basic, far]) {
      await net.settle();
      expect(over).toBe(false);
      await socket.closeSocket();
    }
    await net.settle();
    expect(over).toBe(false);
    registration.releaseProviderNPI();
    await done;
    expect(await failure(registration.captureProviderNPI())).toMatchObject({
      status: "STATUS_DEVICE_NOT_READY",
      code: 0xc00000a3,
    });
  });

  it("no client object is to be had of a version that does not exist", async () => {
    const clientNpi = { dispatch: { version: 0x0200 } };
    const opened = subject.open({ clientNpi });
    expect(await failure(opened)).toMatchObject({
      status: "STATUS_NOINTERFACE",
      code: 0xc00002b9,
    });
    const right = { dispatch: { version: 0x0100 } };
    const { wsk } = await subject.open({ clientNpi: right });
    expect(wsk.state).toBe("captured");
  });
});
