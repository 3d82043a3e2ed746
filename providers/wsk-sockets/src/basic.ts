import type { BasicDispatch, BasicHost } from "@captable/wsk";
import { BasicRequests } from "./basic-requests.ts";
import { closing } from "./closing.ts";
import { control } from "./control.ts";
import type { Environment, Origin } from "./environment.ts";

/** A basic socket: nothing of the transport stands behind it. */
export class TransportBasic implements BasicDispatch {
  readonly #host: BasicHost;
  readonly #environment: Environment;
  readonly #requests: BasicRequests;

  constructor(host: BasicHost, environment: Environment, { family }: Origin) {
    this.#host = host;
    this.#environment = environment;
    this.#requests = new BasicRequests(host, environment, family);
    environment.usage.enter();
  }

  controlSocket(
    request: string,
    name: string,
    value: unknown,
    options: object,
  ): Promise<unknown> {
    return control(
      this.#host,
      this.#environment.transport.fidelity,
      "controlSocket",
      request === "ioctl" ? this.#requests.runners : undefined,
      name,
      value,
      options,
    );
  }

  closeSocket(): Promise<void> {
    this.#requests.cancel();
    return closing(this.#environment, Promise.resolve());
  }
}
