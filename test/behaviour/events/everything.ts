import type { AcceptEvent, AnySocket, EventMask } from "@captable/wsk";
import { control } from "../net.ts";
import { Witness } from "../witness.ts";

/** Handlers of every event of every category. */
export class Everything extends Witness {
  readonly accepted: AcceptEvent[] = [];
  acceptEvent(event: AcceptEvent) {
    this.accepted.push(event);
    return "STATUS_REQUEST_NOT_ACCEPTED" as const;
  }
  inspectEvent() {
    this.notes.push("<inspect>");
    return "reject" as const;
  }
  abortEvent() {
    this.notes.push("<abort>");
    return "STATUS_SUCCESS" as const;
  }
  receiveFromEvent() {
    this.notes.push("<datagrams>");
    return "STATUS_SUCCESS" as const;
  }
  sendBacklogEvent() {
    this.notes.push("<backlog>");
    return "STATUS_SUCCESS" as const;
  }
}

/** Enables or disables events. */
export function setMask(
  socket: AnySocket,
  eventMask: EventMask,
): Promise<unknown> {
  return control(socket, "setOption", "SO_WSK_EVENT_CALLBACK", { eventMask });
}
