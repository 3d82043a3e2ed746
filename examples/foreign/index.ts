/**
 * WSK sockets on somebody else's sockets: those of the npm package
 * `@bytecodealliance/preview3-shim`, which are WASI's, and run in a worker.
 *
 * An adapter, and no more: it translates, and declares what the package lacks.
 * What the package does wrong it neither mends nor hides, so that whoever
 * tests this provider tests the package.
 */
import type { WskProvider } from "@captable/wsk";
import { transportProvider, type Limits } from "@captable/wsk-sockets";
import { ForeignTransport } from "./transport.ts";

export { fidelity } from "./fidelity.ts";

/**
 * WSK sockets on the sockets of `@bytecodealliance/preview3-shim`. Its workers
 * start with the first socket.
 *
 * @param limits - how much a socket keeps: by default 1 MiB that the application retains
 * @throws TypeError if a limit would let nothing through
 */
export function foreignProvider(limits: Partial<Limits> = {}): WskProvider {
  return transportProvider("preview3-shim", new ForeignTransport(), limits);
}
