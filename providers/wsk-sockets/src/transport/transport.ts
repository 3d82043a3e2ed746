import type {
  AddressFamily,
  GetNameInfoOptions,
  NameInfo,
  SocketAddress,
} from "@captable/wsk";
import type { Support } from "./fidelity.ts";
import type { NameAnswer, NameQuery } from "./names.ts";
import type {
  DatagramBinding,
  DatagramEvents,
  DatagramPort,
  StreamBinding,
  StreamPort,
} from "./port.ts";

/**
 * What WSK sockets need of a network: TCP and UDP over IPv4 and IPv6, names,
 * and the addresses of the host. The sockets do the rest: queues, events,
 * cancelling, accounts of what is in use.
 *
 * A transport gets addresses that have been checked: numeric, of the right
 * family, without flow information. It fails with a `TransportFailure`.
 */
export interface Transport {
  /** What it honours of what the table leaves to the transport. */
  readonly fidelity: readonly Support[];

  /** Binds a TCP socket. Throws a `TransportFailure`. */
  bindStream(address: SocketAddress, binding: StreamBinding): StreamPort;
  /** Binds a UDP socket, which then receives. Rejects with a `TransportFailure`. */
  bindDatagram(
    address: SocketAddress,
    binding: DatagramBinding,
    events: DatagramEvents,
  ): Promise<DatagramPort>;

  /** The addresses of the host, with port 0. */
  localAddresses(family: AddressFamily): readonly SocketAddress[];
  /** Has it told whenever those addresses change, until the result is called. Never tells at once. */
  watchAddresses(family: AddressFamily, changed: () => void): () => void;

  /** Resolves a name that is not empty. Rejects with a `TransportFailure`. */
  resolve(query: NameQuery): Promise<readonly NameAnswer[]>;
  /** Finds the names of an address. Throws or rejects with a `TransportFailure`. */
  nameOf(
    address: SocketAddress,
    flags: NonNullable<GetNameInfoOptions["flags"]>,
  ): Promise<NameInfo>;

  /** Runs a task in a turn of its own, after everything that is under way. */
  defer(task: () => void): void;
}
