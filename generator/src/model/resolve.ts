/** From the located syntax of a table to its model. @module */
import type { Reporter } from "../diagnostics/reporter.ts";
import type { TableSyntax } from "../syntax/load.ts";
import { validate } from "../validate/validate.ts";
import { findIncomplete } from "./incomplete.ts";
import { resolveInheritance } from "./inheritance.ts";
import type { Callable } from "./lifecycle/calls.ts";
import { resolveLifecycles } from "./lifecycle/resolve.ts";
import type { Members } from "./members.ts";
import { checkMembers, resolveMembers } from "./members.ts";
import type {
  ErrorStatus,
  EventRow,
  FunctionRow,
  PropertyRow,
  Table,
} from "./model.ts";
import { resolvePropertyHolders } from "./property-holders.ts";
import { StateResolver } from "./property-states.ts";
import { resolveRefinements } from "./refine.ts";
import type { CategoryParts } from "./resolve-categories.ts";
import { resolveEvent } from "./resolve-events.ts";
import { FieldResolver } from "./resolve-fields.ts";
import { resolveFunction } from "./resolve-functions.ts";
import { PropertyResolver } from "./resolve-properties.ts";
import { resolveRoles } from "./resolve-roles.ts";
import { StepResolver } from "./resolve-steps.ts";
import { resolveTypeDeclaration } from "./resolve-types.ts";
import { resolveRow } from "./resolve-row.ts";
import { Scope } from "./scope.ts";
import { assembleTable } from "./table.ts";

/** What a table is made of, by name. */
export interface TableParts extends CategoryParts {
  readonly fields: FieldResolver;
  readonly steps: StepResolver;
  readonly functions: ReadonlyMap<string, FunctionRow>;
  readonly holders: ReturnType<typeof resolvePropertyHolders>;
  readonly properties: ReadonlyMap<string, PropertyRow>;
}

/** All that is known about a table after its names have been resolved. */
export interface Resolution extends TableParts {
  /** Complete only if nothing has been reported. */
  readonly table: Table;
}

/** Resolves and checks a table; there is a model only if nothing is wrong. */
export function resolve(
  syntax: TableSyntax,
  reporter: Reporter,
): Table | undefined {
  const scope = new Scope(syntax, reporter);
  const fields = new FieldResolver(scope);
  const errors = [...scope.errors.all()].map(({ name, row }): ErrorStatus => ({
    ...resolveRow(scope, name, row, scope.errors),
    code: row.code.value,
    success: row.success === true,
  }));
  const types = [...scope.types.all()].flatMap(
    (entry) => resolveTypeDeclaration(scope, fields, entry) ?? [],
  );
  const parts = resolveRows(scope, fields);
  const table = assembleTable(parts, errors, types);
  validate({ ...parts, table });
  return reporter.errors > 0 ? undefined : table;
}

function resolveRows(scope: Scope, fields: FieldResolver): TableParts {
  const steps = new StepResolver();
  const functions = new Map<string, FunctionRow>();
  for (const entry of scope.functions.all()) {
    functions.set(entry.name, resolveFunction(scope, fields, steps, entry));
  }
  const events = new Map<string, EventRow>();
  for (const entry of scope.events.all()) {
    events.set(entry.name, resolveEvent(scope, fields, entry));
  }
  const ancestry = resolveInheritance(scope);
  const members = resolveMembers(scope, ancestry);
  checkMembers(scope, ancestry, members);
  const holders = resolvePropertyHolders(scope, ancestry, members);
  const incomplete = findIncomplete(scope, ancestry);
  const callables = callablesOf(members, holders.properties, incomplete);
  const lifecycles = resolveLifecycles({ scope, ancestry, steps, callables });
  const properties = resolveProperties(
    new PropertyResolver(
      scope,
      steps,
      new StateResolver({
        scope,
        ancestry,
        lifecycles,
        holders: holders.holders,
      }),
    ),
    scope,
    holders.holders,
  );
  return {
    ...{ scope, fields, steps, functions, events, ancestry, members },
    ...{ holders, lifecycles, properties },
    functionsOf: resolveRefinements({ scope, ancestry, members, functions }),
    roles: resolveRoles({ scope, ancestry, members, incomplete }),
    propertiesOf: byHolder(properties),
  };
}

function callablesOf(
  members: ReadonlyMap<string, Members>,
  propertiesOf: ReadonlyMap<string, ReadonlySet<string>>,
  namesUnknown: ReadonlySet<string>,
): ReadonlyMap<string, Callable> {
  const callables = new Map<string, Callable>();
  for (const [name, own] of members) {
    const functions = new Set(own.functions.keys());
    const events = new Set(own.events.keys());
    const properties = propertiesOf.get(name) ?? new Set<string>();
    const incomplete = namesUnknown.has(name);
    callables.set(name, { name, functions, events, properties, incomplete });
  }
  return callables;
}

function resolveProperties(
  resolver: PropertyResolver,
  scope: Scope,
  holders: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, PropertyRow> {
  const properties = new Map<string, PropertyRow>();
  for (const entry of scope.properties.all()) {
    const categories = holders.get(entry.name) ?? [];
    properties.set(entry.name, resolver.resolve(entry, categories));
  }
  return properties;
}

function byHolder(
  properties: ReadonlyMap<string, PropertyRow>,
): ReadonlyMap<string, readonly PropertyRow[]> {
  const result = new Map<string, PropertyRow[]>();
  for (const property of properties.values()) {
    for (const category of property.categories) {
      const known = result.get(category);
      if (known === undefined) result.set(category, [property]);
      else known.push(property);
    }
  }
  return result;
}
