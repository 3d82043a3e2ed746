/** The model's table, put together. @module */
import type { ViolationsSyntax } from "../syntax/tree.ts";
import { given } from "./given.ts";
import type {
  ErrorStatus,
  FunctionSet,
  PackageHead,
  Table,
  TypeDeclaration,
  Violations,
} from "./model.ts";
import { assembleCategory, assembleService } from "./resolve-categories.ts";
import type { TableParts } from "./resolve.ts";
import { prose, resolveRow } from "./resolve-row.ts";
import { resolveObservers, resolveScenarios } from "./resolve-scenarios.ts";
import type { Scope } from "./scope.ts";

/** Puts the model together. */
export function assembleTable(
  parts: TableParts,
  errors: readonly ErrorStatus[],
  types: readonly TypeDeclaration[],
): Table {
  const { scope } = parts;
  const { head, doc, sections } = scope.table;
  const categories = [...scope.categories.all()].filter(({ name }) =>
    parts.ancestry.parents.has(name),
  );
  return {
    name: head.name.value,
    title: head.title.value,
    doc: prose(doc),
    ...given({ source: head.source && resolveSource(head.source.value) }),
    object: head.object.value,
    errorClass: head.errorClass.value,
    package: resolvePackage(head.package.value),
    errors,
    violations: resolveViolations(scope, sections.violations.value),
    types,
    functions: [...parts.functions.values()],
    events: [...parts.events.values()],
    properties: [...parts.properties.values()],
    sets: resolveSets(scope),
    categories: categories.map((entry) => assembleCategory(parts, entry)),
    services: [...scope.services.all()].map((entry) =>
      assembleService(parts, entry),
    ),
    observers: resolveObservers(scope),
    scenarios: resolveScenarios(scope),
  };
}

function resolveSource(
  source: NonNullable<Scope["table"]["head"]["source"]>["value"],
): NonNullable<Table["source"]> {
  const { title, url, revision } = source;
  return { title, url: url.value, ...given({ revision }) };
}

/** Its keys have one order, whatever order they are written in. */
function resolvePackage(
  syntax: NonNullable<Scope["table"]["head"]["package"]>["value"],
): PackageHead {
  const { name, version, license, description } = syntax;
  return { name, version, license, ...given({ description }) };
}

function resolveViolations(scope: Scope, syntax: ViolationsSyntax): Violations {
  return {
    argument: scope.thrown(syntax.argument),
    state: scope.thrown(syntax.state),
    role: scope.thrown(syntax.role),
    closed: scope.thrown(syntax.closed),
    missing: scope.thrown(syntax.missing),
    cancelled: scope.thrown(syntax.cancelled),
    unsupported: scope.thrown(syntax.unsupported),
  };
}

function resolveSets(scope: Scope): readonly FunctionSet[] {
  return [...scope.sets.all()].map(({ name, row }) => ({
    ...resolveRow(scope, name, row, scope.sets),
    functions: scope
      .findAll(scope.functions, row.functions)
      .map(({ value }) => value),
    events: scope.findAll(scope.events, row.events).map(({ value }) => value),
    properties: scope
      .findAll(scope.properties, row.properties)
      .map(({ value }) => value),
  }));
}
