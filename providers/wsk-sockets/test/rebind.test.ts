import { expect, it } from "vitest";
import { register, type SocketAddress } from "@captable/wsk";
import { TransportFailure, transportProvider } from "../src/index.ts";
import type {
  DatagramBinding,
  DatagramEvents,
  DatagramPort,
} from "../src/transport/port.ts";
import { failure } from "./failure.ts";
import { FakeTransport } from "./fake-transport.ts";

const here: SocketAddress = { family: "IPv4", address: "10.0.0.1", port: 7 };
const there: SocketAddress = { family: "IPv4", address: "10.0.0.2", port: 9 };

/** A transport whose ports get a datagram as soon as they are bound, and of which the first refuses broadcasts. */
class Eager extends FakeTransport {
  #ports = 0;

  override async bindDatagram(
    address: SocketAddress,
    binding: DatagramBinding,
    events: DatagramEvents,
  ): Promise<DatagramPort> {
    const number = (this.#ports += 1);
    const port = await super.bindDatagram(address, binding, events);
    events.message(Uint8Array.of(number), there);
    const setBroadcast = (): void => {
      if (number > 1) return;
      throw new TransportFailure("STATUS_ACCESS_DENIED", "no broadcasts");
    };
    return { ...port, setBroadcast };
  }
}

it("keeps nothing of a port that could not be set up", async () => {
  const transport = new Eager();
  const registration = register(transportProvider("fake", transport));
  const client = await registration.captureProviderNPI();
  const socket = await client.socket("datagram");
  const bound = failure(socket.bind(here));
  await socket.controlSocket("setOption", "SO_BROADCAST", true);
  expect(await bound).toMatchObject({ status: "STATUS_ACCESS_DENIED" });
  expect(transport.closed).toEqual([here.address]);
  await socket.bind(here);
  const buffer = new Uint8Array(1);
  expect(await socket.receiveFrom(buffer)).toMatchObject({ bytesReceived: 1 });
  expect([...buffer]).toEqual([2]);
  await Promise.all([socket.closeSocket(), transport.settle()]);
});
