import { getEventListeners } from "node:events";
import { expect, it } from "vitest";
import { register, type BasicSocket, type SocketAddress } from "@captable/wsk";
import { TransportFailure, transportProvider } from "../src/index.ts";
import { failure } from "./failure.ts";
import { FakeTransport } from "./fake-transport.ts";

const local: SocketAddress = { family: "IPv4", address: "10.0.0.1", port: 0 };

/** A transport that may not be able to tell its addresses. */
class Interfaces extends FakeTransport {
  fault: Error | undefined;
  watches = 0;
  change: () => void = () => undefined;

  override localAddresses(): readonly SocketAddress[] {
    if (this.fault !== undefined) throw this.fault;
    return [local];
  }

  override watchAddresses(_family?: unknown, changed?: () => void): () => void {
    if (this.fault !== undefined) throw this.fault;
    this.watches += 1;
    if (changed !== undefined) this.change = changed;
    return () => {
      this.watches -= 1;
    };
  }
}

interface Open {
  readonly transport: Interfaces;
  readonly socket: BasicSocket;
}

async function open(): Promise<Open> {
  const transport = new Interfaces();
  const registration = register(transportProvider("fake", transport));
  const client = await registration.captureProviderNPI();
  return { transport, socket: await client.socket("basic") };
}

async function close({ transport, socket }: Open): Promise<void> {
  await Promise.all([socket.closeSocket(), transport.settle()]);
}

it("tells the addresses, and of their change, of a transport that can", async () => {
  const parts = await open();
  const { transport, socket } = parts;
  expect(await socket.controlSocket("ioctl", "SIO_ADDRESS_LIST_QUERY")).toEqual(
    [local],
  );
  const change = socket.controlSocket("ioctl", "SIO_ADDRESS_LIST_CHANGE");
  expect(transport.watches).toBe(1);
  transport.change();
  await change;
  expect(transport.watches).toBe(0);
  await close(parts);
});

it("fails with the reason of a transport that cannot, and leaves no call behind", async () => {
  const system = new Error("uv_interface_addresses");
  const status = "STATUS_ACCESS_DENIED";
  for (const [fault, expected] of [
    [system, { status: "STATUS_UNSUCCESSFUL", cause: system }],
    [new TransportFailure(status, "no", system), { status, cause: system }],
  ] as const) {
    const parts = await open();
    const { transport, socket } = parts;
    transport.fault = fault;
    const functionName = "controlSocket";
    const query = socket.controlSocket("ioctl", "SIO_ADDRESS_LIST_QUERY");
    expect(await failure(query)).toMatchObject({ ...expected, functionName });
    const { signal } = new AbortController();
    const change = socket.controlSocket("ioctl", "SIO_ADDRESS_LIST_CHANGE", {
      signal,
    });
    expect(await failure(change)).toMatchObject({ ...expected, functionName });
    expect(getEventListeners(signal, "abort")).toEqual([]);
    // A call that were left behind would fail here, and nobody would notice.
    const unnoticed: unknown[] = [];
    const note = (reason: unknown): void => void unnoticed.push(reason);
    process.on("unhandledRejection", note);
    await close(parts);
    process.off("unhandledRejection", note);
    expect(unnoticed).toEqual([]);
  }
});
