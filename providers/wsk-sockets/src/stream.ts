import type {
  AcceptOptions,
  ConnectionOrientedSocket,
  EventCallbackControl,
  SocketAddress,
  StreamDispatch,
  StreamHost,
} from "@captable/wsk";
import { ConnectingSocket } from "./connection/connecting.ts";
import type { Controls } from "./control.ts";
import type { Environment, Origin } from "./environment.ts";
import { failure } from "./failing.ts";
import { Listener } from "./listening/listener.ts";

/** A stream socket: bound first, then one end of a connection or a listener. */
export class TransportStream
  extends ConnectingSocket
  implements StreamDispatch
{
  readonly #host: StreamHost;
  readonly #context: unknown;
  #listener: Listener | undefined;

  constructor(host: StreamHost, environment: Environment, origin: Origin) {
    super(host, environment, origin);
    this.#host = host;
    this.#context = origin.context;
  }

  protected override makeControls(): Controls {
    const controls = super.makeControls();
    return {
      ...controls,
      setOption: {
        ...controls["setOption"],
        SO_WSK_EVENT_CALLBACK: (value: EventCallbackControl) =>
          (this.#listener ?? this.role).events.control(value),
      },
    };
  }

  override closeSocket(): Promise<void> {
    this.#listener?.close();
    return super.closeSocket();
  }

  listen(): Promise<void> {
    const listener = this.#listen();
    this.#listener = listener;
    return listener.opened.catch((error: unknown) => {
      this.#listener = undefined;
      if (this.#host.state !== "closed") this.role.local.restore();
      throw error;
    });
  }

  accept(options: AcceptOptions): Promise<ConnectionOrientedSocket> {
    if (this.#listener === undefined) throw new TypeError("not listening");
    return this.#listener.accept(options);
  }

  override getLocalAddress(): Promise<SocketAddress> {
    return this.#listener === undefined
      ? super.getLocalAddress()
      : Promise.resolve(this.#listener.address);
  }

  #listen(): Listener {
    const host = this.#host;
    try {
      return new Listener(host, this.environment, this.role.local.take(), {
        functionName: "listen",
        context: this.#context,
        settings: this.role.settings,
        conditional: false,
        requests: this.role.requests,
      });
    } catch (error) {
      throw failure(host, "listen", error);
    }
  }
}
