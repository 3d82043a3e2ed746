import { expect, it } from "vitest";
import { register, type WskClient, type WskRegistration } from "@captable/wsk";
import { transportProvider } from "../src/index.ts";
import { failure } from "./failure.ts";
import { FakeTransport } from "./fake-transport.ts";

const cancelled = { status: "STATUS_CANCELLED" };

interface Captured {
  readonly registration: WskRegistration;
  readonly client: WskClient;
}

async function capture(): Promise<Captured> {
  const provider = transportProvider("fake", new FakeTransport());
  const registration = register(provider);
  return { registration, client: await registration.captureProviderNPI() };
}

function change(client: WskClient): Promise<unknown> {
  return client.controlClient("controlClient", "WSK_TRANSPORT_LIST_CHANGE");
}

it("a deregistration cancels the calls that wait for other transports", async () => {
  const { registration, client } = await capture();
  const call = failure(change(client));
  const ended = registration.deregister();
  expect(await call).toMatchObject(cancelled);
  registration.releaseProviderNPI();
  await ended;
});

it("a deregistration that waits cancels also what is called meanwhile", async () => {
  const { registration, client } = await capture();
  const ended = registration.deregister();
  const order: string[] = [];
  const call = failure(change(client)).then((error) =>
    order.push(String(error)),
  );
  await Promise.race([call, new Promise((resolve) => setImmediate(resolve))]);
  expect(order).toEqual([expect.stringContaining("is being ended")]);
  registration.releaseProviderNPI();
  await ended;
});
