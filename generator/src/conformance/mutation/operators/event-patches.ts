/** Faults of the host that stands between a provider and the application's handlers. @module */
import type { EventRow, Table } from "../../../model/model.ts";
import { concreteKinds, type Operator } from "../mutation.ts";
import { edits } from "../patch.ts";

const HOST = "src/runtime/host.ts";

function deliverable(table: Table): readonly EventRow[] {
  return concreteKinds(table).flatMap(({ events, lifecycle }) =>
    events.filter(({ name }) =>
      lifecycle.states.some((state) => state.events.has(name)),
    ),
  );
}

/** Whether there is a state in which an event of the kind is not legal. */
function hasSilence(table: Table): boolean {
  return concreteKinds(table).some(({ events, lifecycle }) =>
    lifecycle.states.some((state) =>
      events.some(({ name }) => !state.events.has(name)),
    ),
  );
}

const whenDelivered =
  (change: ReturnType<typeof edits>, what: string): Operator["candidates"] =>
  (table) =>
    deliverable(table).length > 0 ? [{ at: "host", what, change }] : [];

/** Wrong delivery. */
export const deliveryOperators: readonly Operator[] = [
  {
    name: "deliver-anywhere",
    family: "event",
    candidates: (table) =>
      hasSilence(table)
        ? [
            {
              at: "host",
              what: "events come in states in which they are not legal",
              change: edits({
                path: HOST,
                find: "if (handler === undefined || !legal) return undefined;",
                replace:
                  "void legal;\n    if (handler === undefined) return undefined;",
              }),
            },
          ]
        : [],
  },
  {
    name: "handler-throws-through",
    family: "event",
    candidates: whenDelivered(
      edits({
        path: HOST,
        find: "return rules?.onThrow;",
        replace: "throw error;",
      }),
      "what a handler throws is thrown at the provider",
    ),
  },
  {
    name: "throw-without-reply",
    family: "event",
    candidates: whenDelivered(
      edits({
        path: HOST,
        find: "return rules?.onThrow;",
        replace: "return undefined;",
      }),
      "a handler that throws counts as no reply",
    ),
  },
  {
    name: "throw-swallowed",
    family: "event",
    candidates: whenDelivered(
      edits({
        path: HOST,
        find: "throw reported;",
        replace: "void reported;",
      }),
      "nobody hears of what a handler throws",
    ),
  },
  {
    name: "reply-unchecked",
    family: "event",
    candidates: whenDelivered(
      edits({
        path: HOST,
        find: "expectReply(reply, name, rules?.replies ?? {});",
        replace: "if (rules === undefined) expectReply(reply, name, {});",
      }),
      "a handler may reply anything",
    ),
  },
];
