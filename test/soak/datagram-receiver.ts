import type {
  AddressFamily,
  DatagramIndication,
  DatagramSocket,
  ReceiveFromEvent,
  ReceiveFromEventReply,
  SocketAddress,
} from "@captable/wsk";
import { loopback } from "./addresses.ts";
import { Discrepancy } from "./discrepancy.ts";
import { RETAINED_BYTES } from "./limits.ts";
import { HEADER, Post, sameAddress } from "./post.ts";
import { isCancelled } from "./statuses.ts";
import { turns } from "./turns.ts";
import type { Player } from "./world.ts";

/** In bytes: datagrams that are longer may be truncated. */
const LONGEST = 10_000;
/** A datagram that has not arrived after so many turns is lost. */
const PATIENCE = 20_000;

const event = "SO_WSK_EVENT_CALLBACK";

/** A socket that receives datagrams, by calls and by events. */
export class DatagramReceiver {
  readonly post: Post;
  readonly #player: Player;
  #socket: DatagramSocket | undefined;
  #address: SocketAddress | undefined;
  #sender: SocketAddress | undefined;
  readonly #releases: Promise<void>[] = [];
  #retainedBytes = 0;
  #isOn = false;

  constructor(player: Player) {
    this.#player = player;
    this.post = new Post("datagrams");
  }

  get address(): SocketAddress {
    if (this.#address === undefined) throw new TypeError("not open");
    return this.#address;
  }

  /** Whether the application retains so much that datagrams of so many bytes may be lost. */
  isNearLimit(bytes: number): boolean {
    return this.#retainedBytes + bytes >= RETAINED_BYTES;
  }

  async open(addressFamily: AddressFamily): Promise<void> {
    const { world } = this.#player;
    const handlers = {
      receiveFromEvent: (told: ReceiveFromEvent) =>
        world.reply(() => this.#indicated(told), "STATUS_SUCCESS"),
    };
    const options = { addressFamily, handlers };
    const socket = await world.wsk.socket("datagram", options);
    this.#socket = socket;
    await socket.bind(loopback(addressFamily));
    this.#address = await socket.getLocalAddress();
  }

  /** Nothing but the datagrams of a socket is expected; perhaps the provider sees to it. */
  async expectFrom(sender: DatagramSocket): Promise<void> {
    this.#sender = await sender.getLocalAddress();
    if (this.#player.dice.chance(0.7)) return;
    const request = "SIO_WSK_SET_REMOTE_ADDRESS";
    await this.#open.controlSocket("ioctl", request, this.#sender);
  }

  async enable(): Promise<void> {
    this.#isOn = true;
    const eventMask = { receiveFrom: true };
    await this.#open.controlSocket("setOption", event, { eventMask });
  }

  /** Closes with a call pending, which must be cancelled. */
  async close(): Promise<void> {
    await Promise.all([this.#expectCancelled(), this.#open.closeSocket()]);
  }

  /** Receives some of what has been sent, by calls that are cancelled if nothing comes. */
  async receiveSome(): Promise<void> {
    const { dice, world } = this.#player;
    await turns(dice.int(0, 3));
    const abort = new AbortController();
    const length = dice.int(0, 6);
    const calls = Array.from({ length }, () =>
      this.#pull(abort.signal).catch(world.fail),
    );
    await turns(dice.int(0, 3));
    abort.abort();
    await Promise.all(calls);
  }

  /** Receives everything that has been sent, from a datagram on, none of which may be lost. */
  async receiveAll(first: number): Promise<void> {
    const { dice } = this.#player;
    const byEvent = this.#isOn;
    for (let turn = 0; turn < PATIENCE; turn += 1) {
      if (this.post.hasAll(first)) return;
      if (!byEvent || dice.chance(0.1)) await this.receiveSome();
      else if (!this.#isOn) await this.enable();
      else await turns(1);
    }
    throw new Discrepancy("a datagram was lost");
  }

  /** Receives whatever may still come, until what is sent now has arrived. */
  async empty(socket: DatagramSocket): Promise<void> {
    await Promise.all(this.#releases);
    const last = this.post.sent;
    const remoteAddress = this.address;
    await socket.sendTo(this.post.next(HEADER), { remoteAddress });
    await this.receiveAll(last);
  }

  get #open(): DatagramSocket {
    if (this.#socket === undefined) throw new TypeError("not open");
    return this.#socket;
  }

  async #pull(signal: AbortSignal): Promise<void> {
    const { dice } = this.#player;
    const buffer = new Uint8Array(dice.chance(0.8) ? LONGEST : HEADER);
    const call = this.#open.receiveFrom(buffer, { signal });
    try {
      const { bytesReceived, controlFlags, remoteAddress } = await call;
      const datagram = buffer.subarray(0, bytesReceived);
      const { truncated = false } = controlFlags;
      this.post.arrive(datagram, truncated, this.#isSender(remoteAddress));
    } catch (error) {
      if (!signal.aborted || !isCancelled(error)) throw error;
      this.#player.world.tally.add("receivesCancelled");
    }
  }

  async #expectCancelled(): Promise<void> {
    try {
      await this.#open.receiveFrom(new Uint8Array(HEADER));
    } catch (error) {
      if (isCancelled(error)) return;
      throw error;
    }
    throw new Discrepancy("a datagram arrived after the last one");
  }

  #isSender(address: SocketAddress): boolean {
    return this.#sender !== undefined && sameAddress(address, this.#sender);
  }

  #indicated({ dataIndication }: ReceiveFromEvent): ReceiveFromEventReply {
    if (dataIndication === undefined || this.#open.state === "closed") {
      throw new Discrepancy("an event of a dead or closed socket");
    }
    const { dice, world } = this.#player;
    if (!this.#isOn) throw new Discrepancy("an event that was disabled");
    world.tally.add("indications");
    if (dice.chance(0.15)) {
      this.#isOn = false;
      return "STATUS_DATA_NOT_ACCEPTED";
    }
    for (const { buffer, remoteAddress } of dataIndication) {
      const datagram = Buffer.concat(buffer.mdl);
      this.post.arrive(datagram, false, this.#isSender(remoteAddress));
    }
    if (dice.chance(0.6)) return "STATUS_SUCCESS";
    const release = this.#release(dataIndication);
    this.#releases.push(release);
    world.start(release, () => "release of datagrams");
    return "STATUS_PENDING";
  }

  async #release(list: readonly DatagramIndication[]): Promise<void> {
    const { dice, world } = this.#player;
    const bytes = list.reduce((sum, { buffer }) => sum + buffer.length, 0);
    this.#retainedBytes += bytes;
    world.tally.add("retained");
    await turns(dice.int(0, 40));
    for (const { buffer } of list) {
      this.post.check(Buffer.concat(buffer.mdl), false);
    }
    if (this.#open.state !== "closed") this.#open.release(list);
    this.#retainedBytes -= bytes;
  }
}
