import type { WskProvider } from "@captable/wsk";
import { transportProvider } from "@captable/wsk-sockets";
import { binder, bindMethods, type BindMethod } from "./bound.ts";
import { NodeTransport } from "./transport.ts";

export { bindMethods, type BindMethod } from "./bound.ts";
export { fidelity } from "./fidelity.ts";
export type { Fidelity, Support } from "@captable/wsk-sockets";

/** The provider of this package. */
export interface NodeProvider extends WskProvider {
  /** How TCP sockets are bound before they connect or listen. */
  readonly bindMethod: BindMethod;
}

/** How a {@link nodeProvider} works. */
export interface NodeProviderOptions {
  /** By default the best that this Node has: see {@link bindMethods}. */
  readonly bindMethod?: BindMethod | undefined;
  /** In bytes: a connection reads no more while the application retains so much of it. By default 1 MiB. */
  readonly retainedBytes?: number | undefined;
}

/**
 * WSK sockets on `node:net` and `node:dgram`.
 *
 * @throws TypeError if this Node cannot bind by the method
 */
export function nodeProvider(options: NodeProviderOptions = {}): NodeProvider {
  const { bindMethod = bindMethods[0] ?? "deferred", retainedBytes } = options;
  const limits = retainedBytes === undefined ? {} : { retainedBytes };
  const transport = new NodeTransport(binder(bindMethod));
  return {
    ...transportProvider("wsk-node", transport, limits),
    bindMethod,
  };
}
