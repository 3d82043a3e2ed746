/** All checks of a table whose names have been resolved. @module */
import type { Resolution } from "../model/resolve.ts";
import { checkFunctions } from "./functions.ts";
import { checkLifecycles } from "./lifecycles.ts";
import { checkNames } from "./names.ts";
import { checkProperties } from "./properties.ts";
import { checkScenarios } from "./scenarios.ts";
import { checkSense } from "./sense.ts";
import { checkTypes } from "./types.ts";
import { checkUsage } from "./usage.ts";
import { checkValues } from "./values.ts";

/** Reports what is wrong with a table beyond names that do not exist. */
export function validate(resolution: Resolution): void {
  checkNames(resolution);
  checkTypes(resolution);
  checkValues(resolution);
  checkFunctions(resolution);
  checkLifecycles(resolution);
  checkProperties(resolution);
  checkScenarios(resolution);
  checkUsage(resolution);
  checkSense(resolution);
}
