import type { AddressFamily, DatagramSocket } from "@captable/wsk";
import { loopback } from "./addresses.ts";
import { DatagramReceiver } from "./datagram-receiver.ts";
import { HEADER } from "./post.ts";
import type { Player } from "./world.ts";

/** In bytes. */
const LONGEST = 9000;
/** As few as a system surely buffers. */
const MOST_AT_ONCE = 8;

/** Datagrams from one socket to another. */
export async function exchangeOnce(player: Player): Promise<void> {
  const { dice, world } = player;
  const family = dice.pick(["IPv4", "IPv6"] as const);
  const receiver = new DatagramReceiver(player);
  await receiver.open(family);
  const socket = await bound(player, family);
  await receiver.expectFrom(socket);
  if (dice.chance(0.5)) await receiver.enable();
  for (let bursts = dice.int(1, 12); bursts > 0; bursts -= 1) {
    const first = receiver.post.sent;
    const mayLose = receiver.isNearLimit(MOST_AT_ONCE * LONGEST);
    await sendSome(player, socket, receiver);
    if (mayLose) await receiver.receiveSome();
    else await receiver.receiveAll(first);
  }
  await receiver.empty(socket);
  world.tally.add("datagramsSent", receiver.post.sent);
  world.tally.add("datagramsReceived", receiver.post.arrived);
  await Promise.all([socket.closeSocket(), receiver.close()]);
}

async function bound(
  { world }: Player,
  addressFamily: AddressFamily,
): Promise<DatagramSocket> {
  const socket = await world.wsk.socket("datagram", { addressFamily });
  await socket.bind(loopback(addressFamily));
  return socket;
}

async function sendSome(
  { dice }: Player,
  socket: DatagramSocket,
  { address: remoteAddress, post }: DatagramReceiver,
): Promise<void> {
  const datagram = (): Uint8Array =>
    post.next(HEADER + dice.size(LONGEST - HEADER));
  const list = Array.from({ length: dice.int(1, MOST_AT_ONCE) }, datagram);
  if (dice.chance(0.3)) {
    await socket.sendMessages(list, { remoteAddress });
    return;
  }
  if (dice.chance(0.3)) {
    const request = "SIO_WSK_SET_SENDTO_ADDRESS";
    await socket.controlSocket("ioctl", request, remoteAddress);
    await Promise.all(list.map((buffer) => socket.sendTo(buffer)));
    return;
  }
  await Promise.all(
    list.map((buffer) => socket.sendTo(buffer, { remoteAddress })),
  );
}
