/** What lifecycles call `x`: a function, one of its variants, a property that is run, or an event. @module */
import * as rules from "../../diagnostics/lifecycle-rules.ts";
import { sharedName } from "../../diagnostics/name-rules.ts";
import { suggest } from "../../diagnostics/suggest.ts";
import type { Entry, FunctionSyntax, Name } from "../../syntax/tree.ts";
import type { Scope } from "../scope.ts";

/** What a category or service has that its lifecycle can name. */
export interface Callable {
  readonly name: string;
  readonly functions: ReadonlySet<string>;
  readonly events: ReadonlySet<string>;
  /** The properties with `run`. */
  readonly properties: ReadonlySet<string>;
  /** Whether it may have more, since it names what does not exist. */
  readonly incomplete: boolean;
}

/** Where a name stands: in a list of what is legal, where commands can be run, or where only calls have a place. */
export type Place = "list" | "on" | "fails" | "refuse";

/** What a name stands for. */
interface Meaning {
  /** Call keys. */
  readonly calls: readonly string[];
  readonly event?: string;
}

const NOTHING: Meaning = { calls: [] };

/** What a reference stands for; nothing if it is wrong, which is reported. */
export function resolveReference(
  scope: Scope,
  callable: Callable,
  reference: Name,
  place: Place,
): Meaning {
  const [id = "", part] = reference.value.split(".");
  const entry = scope.functions.get(id);
  if (place === "list" && callable.events.has(id)) {
    if (!callable.functions.has(id)) return eventOf(scope, reference, id, part);
    reportAmbiguous(scope, reference, id);
    return NOTHING;
  }
  if (entry !== undefined) {
    return { calls: callsOf(scope, callable, reference, entry) };
  }
  const isProperty = scope.properties.has(id);
  if (!isProperty && scope.events.has(id)) {
    reportEvent(scope, callable, reference, place);
    return NOTHING;
  }
  return { calls: resolveProperty(scope, callable, reference, place) };
}

function callsOf(
  scope: Scope,
  callable: Callable,
  reference: Name,
  { name: id, row }: Entry<FunctionSyntax>,
): readonly string[] {
  const [, part] = reference.value.split(".");
  if (!callable.functions.has(id)) {
    reportForeign(scope, callable, reference, callable.functions);
    return [];
  }
  if (row.support === "reserved") {
    scope.reporter.report(rules.reservedCall, reference.span, { name: id });
    return [];
  }
  if (part === undefined) return [id];
  const variants = (row.variants ?? []).map(({ name }) => name);
  if (part === "*") {
    return [id, ...variants.map((variant) => `${id}.${variant}`)];
  }
  return isVariant(scope, reference, variants) ? [reference.value] : [];
}

/** An event has no variants. */
function eventOf(
  scope: Scope,
  reference: Name,
  event: string,
  part: string | undefined,
): Meaning {
  if (part !== undefined) isVariant(scope, reference, []);
  return { calls: [], event };
}

function isVariant(
  scope: Scope,
  { value, span }: Name,
  variants: readonly string[],
): boolean {
  const [id = "", part = ""] = value.split(".");
  const at = { ...span, start: span.end - part.length };
  const reference = { value: part, span: at };
  return scope.isAmong(`variant of ${id}`, reference, new Set(variants));
}

function resolveProperty(
  scope: Scope,
  callable: Callable,
  reference: Name,
  place: Place,
): readonly string[] {
  const { value: name, span } = reference;
  const property = scope.properties.get(name);
  if (property === undefined) {
    const { functions, events } = scope;
    if (place === "list") {
      const known = [...functions.keys(), ...events.keys()];
      scope.unknown("function or event", reference, known);
    } else scope.unknown("function", reference, functions.keys());
  } else if (property.row.run === undefined) {
    const about = { name, problem: "it is no command" };
    scope.reporter.report(rules.propertyCall, span, about);
  } else if (place !== "on" && place !== "fails") {
    const problem = `only "on" takes commands`;
    scope.reporter.report(rules.propertyCall, span, { name, problem });
  } else if (callable.properties.has(name)) return [name];
  else reportForeign(scope, callable, reference, callable.functions);
  return [];
}

/** Reports an event that the category does not have, or that stands where only calls can. */
function reportEvent(
  scope: Scope,
  callable: Callable,
  reference: Name,
  place: Place,
): void {
  if (place === "list") {
    reportForeign(scope, callable, reference, callable.events);
    return;
  }
  const about = { name: reference.value, key: place };
  scope.reporter.report(rules.misplacedEvent, reference.span, about);
}

function reportAmbiguous(scope: Scope, { span }: Name, name: string): void {
  const kinds = ["a function", "an event"] as const;
  const related = [scope.functions.get(name), scope.events.get(name)].flatMap(
    (entry, index) =>
      entry === undefined
        ? []
        : [{ message: `here is ${kinds[index]}`, span: entry.span }],
  );
  scope.reporter.report(sharedName, span, { name, kinds }, related);
}

function reportForeign(
  scope: Scope,
  callable: Callable,
  { value, span }: Name,
  own: ReadonlySet<string>,
): void {
  // What is missing may be what was misspelt.
  if (callable.incomplete) return;
  const [name = value] = value.split(".");
  const about = {
    name,
    category: callable.name,
    suggestion: suggest(name, own),
  };
  scope.reporter.report(rules.foreignCall, span, about);
}
