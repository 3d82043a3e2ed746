/** Every deliberate fault in hand-written code. */
import { classMutants } from "./classes.ts";
import type { Mutant } from "./mutant.ts";
import { memoryMutants } from "./wsk-memory.ts";
import { nodeMutants } from "./wsk-node.ts";
import { datagramMutants } from "./wsk-sockets-datagrams.ts";
import { dataMutants } from "./wsk-sockets-data.ts";
import { lifeMutants } from "./wsk-sockets.ts";

export const mutants: readonly Mutant[] = [
  ...classMutants,
  ...dataMutants,
  ...lifeMutants,
  ...datagramMutants,
  ...nodeMutants,
  ...memoryMutants,
];
