import type {
  BasicSocket,
  ConnectionOrientedSocket,
  DatagramSocket,
  ListeningSocket,
  RegisterOptions,
  StreamSocket,
  WskClient,
  WskRegistration,
} from "@captable/wsk";
import type { Support } from "@captable/wsk-sockets";

export interface OpenOptions extends RegisterOptions {
  /** In bytes: how much a connection lets the application retain before it reads no more. */
  readonly retainedBytes?: number;
}

/** A provider that the suite holds to the behaviour of WSK. */
export interface Subject {
  readonly name: "wsk-node" | "wsk-memory";
  readonly fidelity: readonly Support[];
  /** A registration of its own, with its client object. */
  open(options?: OpenOptions): Promise<Net>;
}

/** A registration, its client object, and what the suite may do to the network beneath. */
export interface Net {
  readonly registration: WskRegistration;
  readonly wsk: WskClient;
  /** Lets everything that is under way happen: long enough that what has not happened by then does not happen. */
  settle(): Promise<void>;
  /** Makes a bound or connected socket dead, as if the system had taken it away. */
  kill(socket: Mortal): Promise<void>;
}

/** What has an object of the network behind it once it is bound or connected. */
export type Mortal =
  ListeningSocket | DatagramSocket | ConnectionOrientedSocket | StreamSocket;

/** Whether a subject does what asks for something by this name. */
export function honours(
  { fidelity }: Subject,
  name: string,
  category: BasicSocket["category"],
): boolean {
  return !fidelity.some(
    (support) =>
      support.name === name &&
      support.fidelity === "unsupported" &&
      support.categories.includes(category),
  );
}
