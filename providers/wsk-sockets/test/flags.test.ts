import { expect, it } from "vitest";
import { register, type ConnectionOrientedSocket } from "@captable/wsk";
import { transportProvider, type Support } from "../src/index.ts";
import { failure } from "./failure.ts";
import { FakeLinkTransport } from "./fake-link.ts";

const urgent = { flags: { nodelay: true } } as const;

class WithFidelity extends FakeLinkTransport {
  override readonly fidelity: readonly Support[];

  constructor(fidelity: Support["fidelity"]) {
    super();
    const categories = ["connectionOriented"];
    const name = "SendFlags.nodelay";
    const reason = "as the test says";
    this.fidelity = [{ kind: "flag", name, categories, fidelity, reason }];
  }
}

async function connected(
  fidelity: Support["fidelity"],
): Promise<ConnectionOrientedSocket> {
  const transport = new WithFidelity(fidelity);
  const provider = transportProvider("fake", transport);
  const wsk = await register(provider).captureProviderNPI();
  const socket = await wsk.socket("connectionOriented");
  await socket.bind(transport.link.localAddress);
  await socket.connect(transport.link.remoteAddress);
  return socket;
}

it("refuses a flag that the transport does not honour", async () => {
  const socket = await connected("unsupported");
  expect(await failure(socket.send(Uint8Array.of(1), urgent))).toMatchObject({
    functionName: "send",
    status: "STATUS_NOT_SUPPORTED",
    message: "send: SendFlags.nodelay: as the test says",
  });
  expect(socket.state).toBe("connected");
});

it.for(["native", "emulated"] as const)("passes on %s flags", async (kind) => {
  const socket = await connected(kind);
  expect(await socket.send(Uint8Array.of(1), urgent)).toBe(1);
});

it("refuses no flag that is not set", async () => {
  const socket = await connected("unsupported");
  const unset = { flags: { nodelay: false } };
  expect(await socket.send(Uint8Array.of(1), unset)).toBe(1);
  expect(await socket.send(Uint8Array.of(1))).toBe(1);
});
