import type { RegisterOptions, Factory, WskProvider } from "@captable/wsk";
import { binder, bindMethods, type BindMethod } from "./bound.ts";
import { NodeRegistration } from "./registration.ts";

export { bindMethods, type BindMethod } from "./bound.ts";
export { fidelity, type Fidelity, type Support } from "./fidelity.ts";

/** The provider of this package. */
export interface NodeProvider extends WskProvider {
  /** How TCP sockets are bound before they connect or listen. */
  readonly bindMethod: BindMethod;
}

/** How a {@link nodeProvider} works. */
export interface NodeProviderOptions {
  /** By default the best that this Node has: see {@link bindMethods}. */
  readonly bindMethod?: BindMethod | undefined;
}

/**
 * WSK sockets on `node:net` and `node:dgram`.
 *
 * @throws TypeError if this Node cannot bind by the method
 */
export function nodeProvider(options: NodeProviderOptions = {}): NodeProvider {
  const { bindMethod = bindMethods[0] ?? "deferred" } = options;
  const bind = binder(bindMethod);
  return {
    name: "wsk-node",
    bindMethod,
    register: (factory: Factory, registerOptions: RegisterOptions) =>
      factory.create(
        "registration",
        "registered",
        (host) => new NodeRegistration(host, factory, bind, registerOptions),
      ),
  };
}
