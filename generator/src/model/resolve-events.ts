/** Events, resolved. @module */
import * as rules from "../diagnostics/name-rules.ts";
import * as propertyRules from "../diagnostics/property-rules.ts";
import type {
  EnablingSyntax,
  Entry,
  EventSyntax,
  PropertySyntax,
} from "../syntax/tree.ts";
import type { TypeExpression } from "../syntax/type-expression.ts";
import { given } from "./given.ts";
import type { Enabling, EventRow, Reply } from "./model.ts";
import type { FieldResolver } from "./resolve-fields.ts";
import { prose, resolveRow, siblingsOf } from "./resolve-row.ts";
import type { Scope } from "./scope.ts";

/** Resolves one event. */
export function resolveEvent(
  scope: Scope,
  fields: FieldResolver,
  { name, span, row }: Entry<EventSyntax>,
): EventRow {
  const siblings = siblingsOf("reply", row.replies);
  const replies = row.replies.map((reply): Reply => ({
    ...resolveRow(scope, reply.name, reply.row, siblings),
    fields: fields.all(reply.row.fields),
  }));
  // Replies listed by name only may stand there twice.
  scope.unique(
    row.replies.map(({ name: value, span: at }) => ({ value, span: at })),
  );
  if (replies.length === 0) {
    scope.reporter.report(rules.noReply, span, { event: name });
  }
  const precedence =
    row.precedence && scope.find(scope.functions, row.precedence);
  return {
    ...resolveRow(scope, name, row, scope.events),
    payload: fields.all(row.payload),
    replies,
    onThrow: resolveOnThrow(scope, { name, span, row }, replies),
    enabledBy: (row.enabledBy ?? []).map((by) => resolveEnabling(scope, by)),
    ...given({ precedence: precedence?.name }),
  };
}

/** The reply that a throwing handler counts as: it cannot be one that needs more than its name. */
function resolveOnThrow(
  scope: Scope,
  { name: event, span, row }: Entry<EventSyntax>,
  replies: readonly Reply[],
): string {
  const others = replies
    .filter(({ fields }) => fields.every((field) => field.optional))
    .map(({ name }) => name);
  const reply = row.onThrow?.value ?? others[0];
  if (row.onThrow !== undefined) {
    const names = new Set(replies.map(({ name }) => name));
    if (!scope.isAmong("reply", row.onThrow, names)) return "";
  }
  if (replies.length > 0 && !others.some((name) => name === reply)) {
    const at = row.onThrow?.span ?? span;
    scope.reporter.report(rules.throwingReply, at, { event, reply, others });
  }
  return reply ?? "";
}

function resolveEnabling(scope: Scope, enabling: EnablingSyntax): Enabling {
  const { by, target, flag, native, value } = enabling;
  if (by === "function") scope.find(scope.functions, target);
  else {
    const property = scope.find(scope.properties, target);
    if (property && flag) checkFlag(scope, property, flag);
  }
  return {
    by,
    target: target.value,
    ...given({ flag: flag?.value, native, value: value?.value }),
    doc: prose(enabling.doc),
  };
}

/** The flag must be one of those that can be set in the property. */
function checkFlag(
  scope: Scope,
  property: Entry<PropertySyntax>,
  flag: NonNullable<EnablingSyntax["flag"]>,
): void {
  const { set, value, run } = property.row;
  const type = set?.type ?? value ?? run?.input;
  const flags = type && flagsIn(scope, type.value);
  if (flags === undefined) {
    const about = { property: property.name };
    scope.reporter.report(propertyRules.noFlags, flag.span, about);
    return;
  }
  scope.isAmong(`flag of ${property.name}`, flag, flags);
}

/** The flags of a flags type, or of the first field of a struct that has one. */
function flagsIn(
  scope: Scope,
  type: TypeExpression,
  depth = 0,
): Set<string> | undefined {
  if (type.kind === "optional") return flagsIn(scope, type.of, depth);
  if (type.kind !== "named" || depth > 8) return undefined;
  const row = scope.types.get(type.name.value)?.row;
  switch (row?.kind) {
    case "flags":
      return new Set(row.flags.map(({ name }) => name));
    case "alias":
      return flagsIn(scope, row.alias.value, depth + 1);
    case "struct":
      for (const field of row.struct) {
        const flags = flagsIn(scope, field.row.type.value, depth + 1);
        if (flags !== undefined) return flags;
      }
      return undefined;
    default:
      return undefined;
  }
}
