import type {
  AcceptOptions,
  ConnectionOrientedSocket,
  InspectAction,
  InspectId,
  SocketAddress,
  Status,
} from "@captable/wsk";
import type { BasicRequests } from "../basic-requests.ts";
import type { ConnectionSettings } from "../connection/role.ts";
import type { Environment } from "../environment.ts";
import { eventContext } from "../events/context.ts";
import { connectionEvents, EventSwitch } from "../events/event-switch.ts";
import { cancelled, fail, failure, forcedClosed } from "../failing.ts";
import { Pending, PendingQueue } from "../queue.ts";
import type { TransportFailure } from "../transport/failure.ts";
import type {
  LinkRequest,
  ListenerPort,
  StreamPort,
} from "../transport/port.ts";
import { HandOver, type Arrival } from "./hand-over.ts";
import { Inspections } from "./inspections.ts";
import type { ListeningSide } from "./side.ts";

/** So many wait, to be inspected or to be accepted; more are turned down. */
const ENOUGH = 511;

/** What a pending call fails of. Of anything else that befalls a single connection, the others know nothing. */
const lacking: ReadonlySet<Status> = new Set<Status>([
  "STATUS_INSUFFICIENT_RESOURCES",
  "STATUS_TOO_MANY_OPENED_FILES",
]);

export interface Listening {
  /** The function that has it listen. */
  readonly functionName: string;
  /** Handed to the event handlers of the socket. */
  readonly context: unknown;
  /** What the accepted sockets inherit, as it is at the time. */
  readonly settings: Readonly<ConnectionSettings>;
  /** Whether requests are inspected before they become connections. */
  readonly conditional: boolean;
  /** The other calls of the socket, which fail if it dies. */
  readonly requests: BasicRequests;
}

/** Listens on a local address. Connections come in unasked, and wait to be accepted. */
export class Listener {
  readonly events: EventSwitch;
  readonly #side: ListeningSide;
  readonly #environment: Environment;
  readonly #requests: BasicRequests;
  readonly #handOver: HandOver;
  readonly #inspections: Inspections | undefined;
  readonly #accepts: PendingQueue<AcceptOptions, ConnectionOrientedSocket>;
  readonly #opening: Pending<string, void>;
  readonly #arrived: Arrival[] = [];
  readonly #port: ListenerPort;
  #address: SocketAddress;
  #open = false;
  #stopped = false;
  #announcing = false;

  constructor(
    side: ListeningSide,
    environment: Environment,
    port: StreamPort,
    { functionName, context, settings, conditional, requests }: Listening,
  ) {
    const told = eventContext(context);
    this.#side = side;
    this.#environment = environment;
    this.#requests = requests;
    this.#handOver = new HandOver(side, environment, told, settings);
    this.#inspections = conditional
      ? new Inspections(side, environment, told, {
          admit: (arrival, inCall) => this.#admit(arrival, inCall),
          withdraw: (inspectId) => this.#withdraw(inspectId),
        })
      : undefined;
    this.events = new EventSwitch(side, {
      own: ["accept"],
      heritable: connectionEvents,
      fixed: environment.statics.names,
      enabled: () => this.#announceLater(),
    });
    this.#opening = new Pending(functionName);
    this.#accepts = new PendingQueue((_request, reason) =>
      cancelled(side, "accept", reason),
    );
    this.#address = port.address;
    this.#port = port.listen({
      opened: (address) => this.#onOpened(address),
      arrived: (request) => this.#onArrived(request),
      missed: (error) => this.#onMissed(error),
      failed: (error) => this.#onFailed(error),
    });
  }

  get address(): SocketAddress {
    return this.#address;
  }

  /** Resolves when connections can come in. */
  get opened(): Promise<void> {
    return this.#opening.promise;
  }

  accept(options: AcceptOptions): Promise<ConnectionOrientedSocket> {
    // Connections wait only while no call does.
    const arrival = this.#arrived.shift();
    return arrival === undefined
      ? this.#accepts.add(options, options.signal)
      : Promise.resolve(this.#handOver.toCall(arrival, options));
  }

  inspectComplete(inspectId: InspectId, action: InspectAction): void {
    if (this.#inspections === undefined) {
      throw fail(
        this.#side,
        "inspectComplete",
        "STATUS_INVALID_DEVICE_STATE",
        "the socket does not accept conditionally",
      );
    }
    this.#inspections.complete(inspectId, action);
  }

  /** Cancels all calls, stops listening at once, and turns down whoever has not been accepted. Accepted sockets live on. */
  close(): void {
    const { request } = this.#opening;
    this.#opening.reject(cancelled(this.#side, request));
    this.#accepts.rejectAll(() => cancelled(this.#side, "accept"));
    this.#stop();
  }

  #stop(): void {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#open = false;
    this.#port.close();
    this.#inspections?.rejectAll();
    for (const { link } of this.#arrived.splice(0)) void link.reset();
  }

  #onOpened(address: SocketAddress): void {
    this.#address = address;
    this.#open = true;
    this.#opening.resolve();
  }

  #onArrived(request: LinkRequest): void {
    const waiting = this.#arrived.length + (this.#inspections?.waiting ?? 0);
    if (!this.#open || waiting >= ENOUGH) {
      request.reject();
    } else if (this.#side.state !== "listening") {
      // It listens, and the call that has it listen is about to complete.
      this.#environment.transport.defer(() => this.#onArrived(request));
    } else if (this.#inspections === undefined) {
      const link = request.accept();
      if (link !== undefined) this.#admit({ link, inspectId: undefined });
    } else {
      this.#inspections.inspect(request);
    }
  }

  #onMissed(error: TransportFailure): void {
    if (!lacking.has(error.status)) return;
    this.#accepts.first?.reject(failure(this.#side, "accept", error));
  }

  #onFailed(error: TransportFailure): void {
    if (!this.#open) {
      const { request } = this.#opening;
      this.#opening.reject(failure(this.#side, request, error));
      this.#stop();
      return;
    }
    this.#side.report("died");
    this.#accepts.rejectAll(() => forcedClosed(this.#side, "accept", error));
    this.#requests.die(error);
    this.#stop();
    // Once the calls have told.
    this.#environment.transport.defer(() => {
      if (this.events.isOn("accept")) this.#handOver.tellDeath(this.#address);
      this.#inspections?.tellDeath(this.#address);
    });
  }

  /** Takes an established connection in. A pending call gets it; next comes the event. True if it waits for either. */
  #admit(arrival: Arrival, inCall = false): boolean {
    const pending = this.#accepts.first;
    if (pending !== undefined) {
      pending.resolve(this.#handOver.toCall(arrival, pending.request));
      return false;
    }
    this.#arrived.push(arrival);
    if (inCall) this.#announceLater();
    else this.#announce();
    return this.#arrived.includes(arrival);
  }

  #withdraw(inspectId: InspectId): boolean {
    const index = this.#arrived.findIndex(
      (arrival) => arrival.inspectId === inspectId,
    );
    const [arrival] = index < 0 ? [] : this.#arrived.splice(index, 1);
    void arrival?.link.reset();
    return arrival !== undefined;
  }

  /** Offers what waits to the event, oldest first, as long as it is on. */
  #announce(): void {
    while (this.events.isOn("accept") && this.#side.handles("acceptEvent")) {
      const arrival = this.#arrived.shift();
      if (arrival === undefined) return;
      this.#handOver.toEvent(arrival, this.events.heritage);
    }
  }

  /** The same in a turn of its own: no handler is called from within a call. */
  #announceLater(): void {
    if (this.#announcing || this.#arrived.length === 0) return;
    this.#announcing = true;
    this.#environment.transport.defer(() => {
      this.#announcing = false;
      this.#announce();
    });
  }
}
