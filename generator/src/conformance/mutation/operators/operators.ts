/** All operators, in the order in which mutations are listed. @module */
import type { Operator } from "../mutation.ts";
import { argumentOperators } from "./arguments.ts";
import { callOperators } from "./calls.ts";
import { classOperators } from "./class-patches.ts";
import { defectOperators } from "./defects.ts";
import { deliveryOperators } from "./event-patches.ts";
import { eventOperators } from "./events.ts";
import { functionOperators } from "./functions.ts";
import { guardOperators } from "./guard-patches.ts";
import { propertyOperators } from "./properties.ts";
import { refusalOperators } from "./refusals.ts";
import { roleOperators } from "./roles.ts";
import { runtimeOperators } from "./runtime-patches.ts";

export const operators: readonly Operator[] = [
  ...functionOperators,
  ...classOperators,
  ...guardOperators,
  ...callOperators,
  ...refusalOperators,
  ...runtimeOperators,
  ...roleOperators,
  ...argumentOperators,
  ...propertyOperators,
  ...eventOperators,
  ...deliveryOperators,
  ...defectOperators,
];
