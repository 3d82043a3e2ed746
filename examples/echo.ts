/** Echoes over real TCP, by both kinds of sockets that connect, and over real UDP. */
import { isStreamSocket, register, type SocketAddress } from "@captable/wsk";
import { nodeProvider } from "@captable/wsk-node";

const registration = register(nodeProvider());
const wsk = await registration.captureProviderNPI();
const any: SocketAddress = { family: "IPv4", address: "127.0.0.1", port: 0 };
const bytes = (text: string) => new TextEncoder().encode(text);
const buffer = new Uint8Array(64);
const received = (length: number) => buffer.subarray(0, length);
const show = (data: Uint8Array) => console.log(new TextDecoder().decode(data));

for (const category of ["connectionOriented", "stream"] as const) {
  const serving = category === "stream" ? "stream" : "listening";
  await using server = await wsk.socket(serving);
  await server.bind(any); // a listening socket listens once it is bound,
  if (isStreamSocket(server)) await server.listen(); // a stream socket commits
  await using client = await wsk.socket(category);
  await client.bind(any);
  await client.connect(await server.getLocalAddress());
  await using peer = await server.accept();
  await client.send(bytes(`TCP: ${serving} to ${category}`));
  await peer.send(received(await peer.receive(buffer)));
  show(received(await client.receive(buffer)));
}

{
  await using server = await wsk.socket("datagram");
  await using client = await wsk.socket("datagram");
  await Promise.all([server.bind(any), client.bind(any)]);
  const to = { remoteAddress: await server.getLocalAddress() };
  await client.sendTo(bytes("UDP: datagram to datagram"), to);
  const { bytesReceived, remoteAddress } = await server.receiveFrom(buffer);
  await server.sendTo(received(bytesReceived), { remoteAddress });
  show(received((await client.receiveFrom(buffer)).bytesReceived));
}

registration.releaseProviderNPI();
await registration.deregister(); // waits until every socket is closed
