import type { EventCallbackControl, EventMask } from "@captable/wsk";
import { fail, type Failing } from "../failing.ts";

/** An event, by its flag in an event mask. */
export type EventName = Exclude<keyof EventMask, "disable">;

/** The events of connections. A listening socket may enable them for the sockets that its `acceptEvent` accepts. */
export const connectionEvents: readonly EventName[] = [
  "receive",
  "disconnect",
  "sendBacklog",
];

/** The handler that each event has. */
const handlerOf: Readonly<Record<EventName, string>> = {
  accept: "acceptEvent",
  disconnect: "disconnectEvent",
  receive: "receiveEvent",
  receiveFrom: "receiveFromEvent",
  sendBacklog: "sendBacklogEvent",
};

/** What a control of events asks for. */
export interface EventRequest {
  readonly names: readonly EventName[];
  readonly disable: boolean;
}

/** Reads a control, which names at least one event and disables at most one. */
export function readEventControl(
  host: Failing,
  functionName: string,
  { npiId, eventMask }: EventCallbackControl,
): EventRequest {
  if (npiId !== undefined) {
    throw fail(
      host,
      functionName,
      "STATUS_NOT_SUPPORTED",
      "no extension interface is known",
    );
  }
  const { disable = false } = eventMask;
  const names = eventNames.filter((name) => eventMask[name] === true);
  if (names.length === 0) {
    throw fail(
      host,
      functionName,
      "STATUS_INVALID_PARAMETER",
      "the mask names no event",
    );
  }
  if (disable && names.length > 1) {
    throw fail(
      host,
      functionName,
      "STATUS_INVALID_PARAMETER",
      "only one event can be disabled at a time",
    );
  }
  return { names, disable };
}

const eventNames = Object.keys(handlerOf) as readonly EventName[];

/** What an event switch needs of the host of its socket. */
export interface SwitchHost extends Failing {
  handles(event: string): boolean;
}

export interface SwitchOptions {
  /** The events that the socket itself may have called. */
  readonly own: readonly EventName[];
  /** Those that it may only pass on to the sockets it accepts. */
  readonly heritable?: readonly EventName[];
  /** Those that are enabled for all sockets of the registration, for good. */
  readonly fixed?: ReadonlySet<EventName>;
  /** Called when events have been enabled by a control. */
  readonly enabled?: (names: readonly EventName[]) => void;
}

/** What most sockets have on: it is for all of them, and nobody's to change. */
const none = new Set<EventName>();

/** Which events of one socket are enabled. All are off at first, but those that are static. */
export class EventSwitch {
  readonly #host: SwitchHost;
  readonly #options: SwitchOptions;
  #on = none;
  /** While the handlers are still to come: in the `acceptEvent` that hands the socket out. */
  awaitsHandlers = false;

  constructor(host: SwitchHost, options: SwitchOptions) {
    this.#host = host;
    this.#options = options;
  }

  isOn(name: EventName): boolean {
    return this.isFixed(name) || this.#on.has(name);
  }

  /** Whether the event is on for good. */
  isFixed(name: EventName): boolean {
    const { fixed, own } = this.#options;
    return fixed !== undefined && fixed.has(name) && own.includes(name);
  }

  /** The events to be enabled on accepted sockets. */
  get heritage(): readonly EventName[] {
    const { heritable = [] } = this.#options;
    return heritable.filter((name) => this.#on.has(name));
  }

  /** Enables events without being asked by a control of the socket. */
  inherit(names: readonly EventName[]): void {
    for (const name of names) this.#turnOn(name);
  }

  /** Disables an event without being asked, unless it is on for good. */
  turnOff(name: EventName): void {
    this.#on.delete(name);
  }

  /** Does what SO_WSK_EVENT_CALLBACK asks for. A callback is synchronous, so that none is in progress once this is told. */
  control(control: EventCallbackControl): void {
    const { names, disable } = readEventControl(
      this.#host,
      "controlSocket",
      control,
    );
    for (const name of names) this.#check(name, disable);
    for (const name of names) {
      if (disable) this.#on.delete(name);
      else this.#turnOn(name);
    }
    if (!disable) this.#options.enabled?.(names);
  }

  #turnOn(name: EventName): void {
    if (this.#on === none) this.#on = new Set();
    this.#on.add(name);
  }

  #check(name: EventName, disable: boolean): void {
    const { own, heritable = [] } = this.#options;
    const passedOn = heritable.includes(name);
    if (!own.includes(name) && !passedOn) {
      throw this.#refuse(
        "STATUS_INVALID_PARAMETER",
        `the socket has no ${handlerOf[name]}`,
      );
    }
    if (disable && (passedOn || this.isFixed(name))) {
      throw this.#refuse(
        "STATUS_INVALID_DEVICE_REQUEST",
        `${handlerOf[name]} cannot be disabled`,
      );
    }
    const { awaitsHandlers } = this;
    if (disable || passedOn || awaitsHandlers) return;
    if (!this.#host.handles(handlerOf[name])) {
      throw this.#refuse(
        "STATUS_INVALID_PARAMETER",
        `no ${handlerOf[name]} was given with the socket`,
      );
    }
  }

  #refuse(
    status: "STATUS_INVALID_PARAMETER" | "STATUS_INVALID_DEVICE_REQUEST",
    message: string,
  ): Error {
    return fail(this.#host, "controlSocket", status, message);
  }
}
