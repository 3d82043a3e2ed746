/** The section `scenarios`. @module */
import type { ScenarioFamily } from "../../model/model.ts";
import type { PartySyntax, ScenarioSyntax } from "../tree.ts";
import { rows } from "../kit/collections.ts";
import { data } from "../kit/data.ts";
import { either } from "../kit/either.ts";
import { optional, record, required } from "../kit/records.ts";
import { oneOf, onlyTrue, reference } from "../kit/scalars.ts";
import type { Shape } from "../kit/shape.ts";
import { mapped } from "../kit/shape.ts";
import { names, rowKeys } from "./rows.ts";
import { args, steps } from "./steps.ts";

const party: Shape<PartySyntax> = either<PartySyntax>({
  scalar: mapped(reference, (plays) => ({ plays })),
  map: record<PartySyntax>({
    plays: required(reference, "The category or service that it plays."),
    exact: optional(
      onlyTrue,
      "Says that only the category itself plays it, and nothing that inherits from it or takes its role.",
    ),
    args: optional(args, "What it is created with, by name."),
  }),
});

const family: Shape<ScenarioFamily> = mapped(
  oneOf(
    "a family of scenarios",
    "scenario",
    "concurrency",
    "cancellation",
    "event",
    "error",
    "leak",
    "observer",
  ),
  ({ value }) => value,
);

/** A scenario. */
export const scenarioRow: Shape<ScenarioSyntax> = record<ScenarioSyntax>({
  ...rowKeys,
  family: optional(family, "What it is about; by default `scenario`."),
  after: optional(
    reference,
    "An earlier scenario, whose parties, sets of values and steps come first.",
  ),
  parties: optional(
    rows(party),
    "Who takes part: name to the category that each plays.",
  ),
  each: optional(
    rows(rows(data)),
    "Sets of values, by name; the scenario is acted out with each.",
  ),
  needs: optional(
    names,
    "The properties, events and reports that it cannot do without.",
  ),
  steps: required(steps, "What happens, in order."),
});
