import type { EventCallbackControl } from "@captable/wsk";
import { fail, type Failing } from "../failing.ts";
import { readEventControl, type EventName } from "./event-switch.ts";

/** The events that WSK_SET_STATIC_EVENT_CALLBACKS has enabled for all sockets of a registration, for good. */
export class StaticEvents {
  readonly #names = new Set<EventName>();

  get names(): ReadonlySet<EventName> {
    return this.#names;
  }

  control(host: Failing, control: EventCallbackControl): void {
    const { names, disable } = readEventControl(host, "controlClient", control);
    if (disable) {
      throw fail(
        host,
        "controlClient",
        "STATUS_INVALID_PARAMETER",
        "static events cannot be disabled",
      );
    }
    for (const name of names) this.#names.add(name);
  }
}
