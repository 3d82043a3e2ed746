import { describe, expect, it } from "vitest";
import { register, type Factory, type WskProvider } from "@captable/wsk";
import { checked, model } from "@captable/wsk/conformance";
import { memoryProvider } from "@captable/wsk-memory";
import { ContractBreach } from "captable/conformance";

async function bound(provider: WskProvider): Promise<unknown> {
  const registration = register(provider);
  const wsk = await registration.captureProviderNPI();
  const socket = await wsk.socket("datagram");
  await socket.bind({ family: "IPv4", address: "127.0.0.1", port: 0 });
  const { state } = socket;
  const address: unknown = await socket.getLocalAddress();
  await socket.closeSocket();
  registration.releaseProviderNPI();
  await registration.deregister();
  return { state, address };
}

/** The provider, with something else in the place of one function of its sockets. */
function broken(
  provider: WskProvider,
  getLocalAddress: () => unknown,
): WskProvider {
  return {
    name: "broken",
    register: (factory, options) => {
      const own = {
        create: (
          ...[kind, state, open, handlers]: Parameters<Factory["create"]>
        ) =>
          factory.create(
            kind,
            state,
            (host) => {
              const made = open(host);
              if (kind === "datagram") Object.assign(made, { getLocalAddress });
              return made;
            },
            handlers,
          ),
      };
      return provider.register(own, options);
    },
  };
}

describe("the model of the table", () => {
  it("is a provider that goes through the lifecycle", async () => {
    expect(await bound(await model())).toMatchObject({ state: "bound" });
  });
});

describe("the wrapper that checks a provider", () => {
  it("lets through what is as the table says", async () => {
    const provider = await checked(memoryProvider());
    expect(await bound(provider)).toMatchObject({
      state: "bound",
      address: { family: "IPv4", address: "127.0.0.1" },
    });
  });

  it("finds a result of another type", async () => {
    const provider = broken(memoryProvider(), () =>
      Promise.resolve({ family: "IPv4", address: "127.0.0.1", port: "80" }),
    );
    const address = { family: "IPv4", address: "127.0.0.1", port: "80" };
    expect(await bound(provider)).toMatchObject({ address });
    const attempt = bound(await checked(provider));
    await expect(attempt).rejects.toThrow(ContractBreach);
    await expect(attempt).rejects.toThrow(/broken.*getLocalAddress.*port/);
  });

  it("finds what is no promise", async () => {
    const provider = broken(memoryProvider(), () => undefined);
    const attempt = bound(await checked(provider));
    await expect(attempt).rejects.toThrow(/instead of a promise/);
  });
});
