import type { AddressFamily, BasicDispatch, BasicHost } from "@captable/wsk";
import { basicRequests, control, type Controls } from "./control.ts";

/** A basic socket: needs no socket of Node. */
export class NodeBasic implements BasicDispatch {
  readonly #host: BasicHost;
  readonly #controls: Controls;
  readonly #release: () => void;

  constructor(host: BasicHost, family: AddressFamily, release: () => void) {
    this.#host = host;
    this.#controls = { ioctl: basicRequests(family) };
    this.#release = release;
  }

  controlSocket(
    request: string,
    name: string,
    value: unknown,
    options: object,
  ): Promise<unknown> {
    const handlers = this.#controls[request];
    const host = this.#host;
    return control(host, "controlSocket", handlers, name, value, options);
  }

  closeSocket(): Promise<void> {
    this.#release();
    return Promise.resolve();
  }
}
