import { expect, it } from "vitest";
import { MemoryNetwork } from "../src/index.ts";
import {
  bindDatagram,
  bindStream,
  Door,
  left,
  transportOf,
  v4,
} from "./wire.ts";

const COUNT = 20_000;

it(`${COUNT} connections, some given up or reset, leave nothing behind`, async () => {
  const network = new MemoryNetwork({ faults: { latency: 1 } });
  const transport = transportOf(network);
  const port = bindStream(transport);
  const door = new Door(port);
  for (let index = 0; index < COUNT; index += 1) {
    const attempt = bindStream(transport).connect(port.address);
    if (index % 5 === 0) {
      attempt.outcome.catch(() => {});
      await attempt.abandon();
      await network.idle();
      door.requests.length = 0;
      continue;
    }
    await network.idle();
    const far = door.requests.pop()?.accept();
    const near = await attempt.outcome;
    if (far === undefined) throw new TypeError("given up");
    near.write(new Uint8Array(10), () => {});
    await (index % 2 === 0 ? near.reset() : far.reset());
    await Promise.all([near.reset(), far.reset()]);
  }
  await network.idle();
  door.port.close();
  expect(left(network)).toBe(0);
});

it(`${COUNT} datagram sockets leave nothing behind`, async () => {
  const network = new MemoryNetwork();
  const transport = transportOf(network);
  for (let index = 0; index < COUNT; index += 1) {
    const { port } = await bindDatagram(transport, v4("0.0.0.0"));
    port.send(new Uint8Array(1), v4("127.0.0.1", 9), () => {});
    await port.close();
  }
  await network.idle();
  expect(left(network)).toBe(0);
});
