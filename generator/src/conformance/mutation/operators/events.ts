/** Faults of events: delivered where they are not legal, kept back where they are, answered wrongly. @module */
import type { EventRow, Table } from "../../../model/model.ts";
import { changeNamed, kindChange, stateChange } from "../change.ts";
import {
  type Candidate,
  concreteKinds,
  kindsOf,
  type Operator,
} from "../mutation.ts";

/** An event reaches the application in a state where it must not. */
function* allowed(table: Table): Iterable<Candidate> {
  for (const kind of concreteKinds(table)) {
    for (const state of kind.lifecycle.states) {
      for (const event of kind.events) {
        if (state.events.has(event.name)) continue;
        yield {
          at: `${state.name}:${event.name}`,
          kind: kind.name,
          clause: event.clause?.id,
          what: `${event.name} of ${kind.name} comes in state ${state.name}`,
          change: stateChange(kind.name, state.name, (old) => ({
            ...old,
            events: new Set([...old.events, event.name]),
          })),
        };
      }
    }
  }
}

/** An event does not reach the application in a state where it must. */
function* forbidden(table: Table): Iterable<Candidate> {
  for (const kind of concreteKinds(table)) {
    for (const state of kind.lifecycle.states) {
      for (const event of state.events) {
        yield {
          at: `${state.name}:${event}`,
          kind: kind.name,
          clause: kind.events.find(({ name }) => name === event)?.clause?.id,
          what: `${event} of ${kind.name} does not come in state ${state.name}`,
          change: stateChange(kind.name, state.name, (old) => ({
            ...old,
            events: new Set([...old.events].filter((name) => name !== event)),
          })),
        };
      }
    }
  }
}

/** Changes an event in the table and wherever it stands. */
function eventChange(
  name: string,
  change: (event: EventRow) => EventRow,
): Candidate["change"] {
  return {
    by: "table",
    apply: (table) => {
      const names = kindsOf(table).map((kind) => kind.name);
      const changed = names.reduce((whole, kind) => {
        const one = kindChange(kind, (old) => ({
          ...old,
          events: changeNamed(old.events, name, change),
        }));
        return one.by === "table" ? one.apply(whole) : whole;
      }, table);
      return { ...changed, events: changeNamed(table.events, name, change) };
    },
  };
}

/** The events that some instance may get. */
function deliverable(table: Table): readonly EventRow[] {
  const states = concreteKinds(table).flatMap(
    ({ lifecycle }) => lifecycle.states,
  );
  return table.events.filter(
    ({ name, untestable }) =>
      untestable === undefined && states.some(({ events }) => events.has(name)),
  );
}

/** A handler that throws counts as another reply. An event with one reply has no other. */
function* onThrow(table: Table): Iterable<Candidate> {
  for (const event of deliverable(table)) {
    const other = event.replies.find(
      ({ name, fields }) => name !== event.onThrow && fields.length === 0,
    );
    if (other === undefined) continue;
    yield {
      at: event.name,
      clause: event.clause?.id,
      what: `a handler of ${event.name} that throws counts as ${other.name}, not ${event.onThrow}`,
      change: eventChange(event.name, (old) => ({
        ...old,
        onThrow: other.name,
      })),
    };
  }
}

/** A legal reply counts as a handler that throws. Not the one that such a handler counts as. */
function* replyDropped(table: Table): Iterable<Candidate> {
  for (const event of deliverable(table)) {
    for (const reply of event.replies) {
      if (reply.name === event.onThrow) continue;
      yield {
        at: `${event.name}:${reply.name}`,
        clause: event.clause?.id,
        what: `${reply.name} is no reply to ${event.name}`,
        change: eventChange(event.name, (old) => ({
          ...old,
          replies: old.replies.filter(({ name }) => name !== reply.name),
        })),
      };
    }
  }
}

/** Wrong events. */
export const eventOperators: readonly Operator[] = [
  { name: "event-allowed", family: "event", candidates: allowed },
  { name: "event-forbidden", family: "event", candidates: forbidden },
  { name: "throw-reply", family: "event", candidates: onThrow },
  { name: "reply-dropped", family: "event", candidates: replyDropped },
];
