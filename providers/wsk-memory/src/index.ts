import type { WskProvider } from "@captable/wsk";
import { transportProvider } from "@captable/wsk-sockets";
import { coreOf, MemoryNetwork } from "./network.ts";
import { MemoryTransport } from "./transport.ts";

export type { Range } from "./chance.ts";
export type { TraceEntry, TraceEvent } from "./core.ts";
export type { Faults } from "./faults.ts";
export { fidelity } from "./fidelity.ts";
export { MemoryNetwork, type MemoryNetworkOptions } from "./network.ts";

/** The provider of this package. */
export interface MemoryProvider extends WskProvider {
  readonly network: MemoryNetwork;
}

/** How a {@link memoryProvider} works. */
export interface MemoryProviderOptions {
  /** By default one of its own. */
  readonly network?: MemoryNetwork | undefined;
  /** The name or the addresses of the host that it stands for; providers that name the same host share it. By default `host`. */
  readonly host?: string | readonly string[] | undefined;
  /** In bytes: a connection reads no more while the application retains so much of it. */
  readonly retainedBytes?: number | undefined;
}

/**
 * WSK sockets on a host of a {@link MemoryNetwork}.
 *
 * @throws TypeError if the addresses of the host are none, or another's
 */
export function memoryProvider(
  options: MemoryProviderOptions = {},
): MemoryProvider {
  const { network = new MemoryNetwork(), retainedBytes } = options;
  const core = coreOf(network);
  const transport = new MemoryTransport(core, core.hosts.take(options.host));
  const limits = retainedBytes === undefined ? {} : { retainedBytes };
  const provider = transportProvider("wsk-memory", transport, limits);
  return { ...provider, network };
}
