/** All families, in the order in which they are run and reported. @module */
import type { Family } from "../planned.ts";
import { absence } from "./absence.ts";
import { argument } from "./argument/argument.ts";
import { cancellation } from "./cancellation.ts";
import { concurrency } from "./concurrency.ts";
import { error } from "./error/error.ts";
import { event } from "./event.ts";
import { guard } from "./guard.ts";
import { inheritance } from "./inheritance.ts";
import { leak } from "./leak.ts";
import { property } from "./property.ts";
import { role } from "./role.ts";
import { scenarioFamily } from "./scenario/scenario.ts";
import { shape } from "./shape.ts";
import { state } from "./state.ts";
import { types } from "./types.ts";
import { walk } from "./walk.ts";

export const families: readonly Family[] = [
  shape,
  inheritance,
  guard,
  absence,
  state,
  role,
  walk,
  argument,
  property,
  error,
  scenarioFamily("scenario"),
  cancellation,
  scenarioFamily("cancellation"),
  concurrency,
  scenarioFamily("concurrency"),
  event,
  scenarioFamily("event"),
  // First, since what they look for may happen to the first instance of a process alone.
  scenarioFamily("leak"),
  leak,
  scenarioFamily("observer"),
  types,
];
