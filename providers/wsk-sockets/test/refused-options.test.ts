// What a transport refuses while a connection stands is the error of the call, as the table lists it.
import { describe, expect, it } from "vitest";
import { isWskError, register } from "@captable/wsk";
import { TransportFailure, transportProvider } from "../src/index.ts";
import { failure } from "./failure.ts";
import { FakeLinkTransport } from "./fake-link.ts";

const refused = new TransportFailure("STATUS_NOT_SUPPORTED", "not there");

describe.each([
  ["SO_KEEPALIVE", "setKeepAlive"],
  ["TCP_NODELAY", "setNoDelay"],
] as const)("%s", (option, method) => {
  it.each([
    ["that the transport refuses fails the call", true],
    ["that it takes is set", false],
  ])("%s", async (_what, refuses) => {
    const transport = new FakeLinkTransport();
    const { localAddress, remoteAddress } = transport.link;
    const provider = transportProvider("fake", transport);
    const wsk = await register(provider).captureProviderNPI();
    const socket = await wsk.socketConnect(localAddress, remoteAddress);
    transport.link[method] = () => {
      if (refuses) throw refused;
    };
    const call = socket.controlSocket("setOption", option, true);
    if (refuses) {
      const error = await failure(call);
      expect(isWskError(error, "STATUS_NOT_SUPPORTED")).toBe(true);
      expect(error).toMatchObject({
        functionName: "controlSocket",
        cause: refused,
      });
    } else await call;
    const value = await socket.controlSocket("getOption", option);
    expect(value).toBe(!refuses);
  });
});
