import type { InspectAction, InspectId, SocketAddress } from "@captable/wsk";
import type { Environment } from "../environment.ts";
import type { EventContext } from "../events/context.ts";
import { fail } from "../failing.ts";
import type { LinkRequest } from "../transport/port.ts";
import type { Arrival } from "./hand-over.ts";
import { inspectKey } from "./inspect-ids.ts";
import type { ListeningSide } from "./side.ts";

/** Where connections go that an inspection has let in. */
export interface Admission {
  /**
   * @param inCall - whether a call of the application is in progress
   * @returns whether the connection waits for the application
   */
  admit(arrival: Arrival, inCall: boolean): boolean;
  /** Gives a connection up. False if it no longer waits for the application. */
  withdraw(inspectId: InspectId): boolean;
}

interface Inspection {
  readonly inspectId: InspectId;
  readonly request: LinkRequest;
}

/** The requests of a socket that accepts conditionally, from their arrival to the decision. */
export class Inspections {
  readonly #side: ListeningSide;
  readonly #environment: Environment;
  readonly #context: EventContext;
  readonly #admission: Admission;
  readonly #pended = new Map<string, Inspection>();

  constructor(
    side: ListeningSide,
    environment: Environment,
    context: EventContext,
    admission: Admission,
  ) {
    this.#side = side;
    this.#environment = environment;
    this.#context = context;
    this.#admission = admission;
  }

  /** How many requests wait for a decision. */
  get waiting(): number {
    return this.#pended.size;
  }

  /** Asks `inspectEvent`. Nobody gets in if there is no handler. */
  inspect(request: LinkRequest): void {
    const { localAddress, remoteAddress } = request;
    const inspectId = this.#environment.inspectIds.next();
    const action = this.#side.deliver("inspectEvent", {
      ...this.#context,
      localAddress,
      remoteAddress,
      inspectId,
    });
    // The handler may have closed the socket.
    const listens = this.#side.state === "listening";
    if (!listens || action === undefined || action === "reject") {
      request.reject();
      return;
    }
    const inspection = { inspectId, request };
    if (action === "accept") {
      this.#establish(inspection, false);
    } else {
      this.#pended.set(inspectKey(inspectId), inspection);
      this.#watch(inspection);
    }
  }

  /** Decides on a request that was pended. */
  complete(inspectId: InspectId, action: InspectAction): void {
    const key = inspectKey(inspectId);
    const inspection = this.#pended.get(key);
    if (inspection === undefined) {
      throw fail(
        this.#side,
        "inspectComplete",
        "STATUS_NOT_FOUND",
        "no such request is pending",
      );
    }
    this.#pended.delete(key);
    if (action === "accept") this.#establish(inspection, true);
    else inspection.request.reject();
  }

  /** Turns down everybody who waits. */
  rejectAll(): void {
    const inspections = [...this.#pended.values()];
    this.#pended.clear();
    for (const { request } of inspections) request.reject();
  }

  /** Tells `inspectEvent` that the socket is dead. There is no peer; its address is a mere repetition. */
  tellDeath(address: SocketAddress): void {
    this.#side.deliver("inspectEvent", {
      ...this.#context,
      localAddress: address,
      remoteAddress: address,
    });
  }

  #establish(inspection: Inspection, inCall: boolean): void {
    const { inspectId, request } = inspection;
    const link = request.accept();
    if (link !== undefined) {
      const waits = this.#admission.admit({ link, inspectId }, inCall);
      if (waits) this.#watch(inspection);
    } else if (inCall) {
      this.#environment.transport.defer(() => this.#tellAborted(inspectId));
    } else {
      this.#tellAborted(inspectId);
    }
  }

  #watch(inspection: Inspection): void {
    inspection.request.watch(() => this.#onAborted(inspection));
  }

  #onAborted({ inspectId }: Inspection): void {
    const pended = this.#pended.delete(inspectKey(inspectId));
    if (pended || this.#admission.withdraw(inspectId)) {
      this.#tellAborted(inspectId);
    }
  }

  #tellAborted(inspectId: InspectId): void {
    this.#side.deliver("abortEvent", { ...this.#context, inspectId });
  }
}
