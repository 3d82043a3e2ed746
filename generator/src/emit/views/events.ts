/** `events.ts`: payloads, replies, and the handlers of each category. @module */
import type { Category, EventRow, Reply, Table } from "../../model/model.ts";
import {
  categoryNames,
  eventPayloadName,
  eventReplyName,
  replyInterface,
} from "../names.ts";
import {
  documented,
  interfaceDoc,
  type Member,
  unionDoc,
} from "../print/declarations.ts";
import type { DocComment } from "../print/comments.ts";
import type { Doc } from "../print/layout.ts";
import { identifier, stringLiteral } from "../print/literals.ts";
import { say } from "../print/prose.ts";
import type { Scope } from "../scope.ts";
import { fieldMembers } from "./types.ts";

export function eventDeclarations(table: Table, scope: Scope): readonly Doc[] {
  return [
    ...table.events.flatMap((event) => declarations(event, scope)),
    ...[...table.categories, ...table.services].flatMap((kind) =>
      handlers(kind, scope),
    ),
  ];
}

function declarations(event: EventRow, scope: Scope): readonly Doc[] {
  const payload = documented(
    { text: `What \`${event.name}\` tells its handler.` },
    interfaceDoc(
      eventPayloadName(event.name),
      [],
      fieldMembers(event.payload, scope),
    ),
  );
  const replies = event.replies.map((reply) => replyText(event, reply));
  const union = documented(
    { text: replyDoc(event) },
    unionDoc(eventReplyName(event.name), replies.flat()),
  );
  const withFields = event.replies
    .filter((reply) => reply.fields.length > 0)
    .map((reply) =>
      documented(
        { text: reply.doc, native: reply.native },
        interfaceDoc(
          replyInterface(event, reply),
          [],
          [
            { code: `readonly reply: ${stringLiteral(reply.name)};` },
            ...fieldMembers(reply.fields, scope),
          ],
        ),
      ),
    );
  return [payload, union, ...withFields];
}

/** A reply is its name; one with fields may also be an object, and must be if a field is required. */
function replyText(event: EventRow, reply: Reply): readonly string[] {
  if (reply.fields.length === 0) return [stringLiteral(reply.name)];
  const object = replyInterface(event, reply);
  return reply.fields.every((field) => field.optional)
    ? [stringLiteral(reply.name), object]
    : [object];
}

function replyDoc(event: EventRow): string {
  const effects = event.replies.map(
    (reply) => `- \`${reply.name}\`: ${reply.doc}`,
  );
  return [`The legal replies to \`${event.name}\`.`, ...effects].join("\n\n");
}

function handlers(kind: Category, scope: Scope): readonly Doc[] {
  const names = categoryNames(kind);
  const inherited = new Set(
    kind.parents.flatMap((parent) =>
      scope.index.kind(parent).events.map((event) => event.name),
    ),
  );
  const own = kind.events.filter((event) => !inherited.has(event.name));
  const parents = kind.parents.map((name) =>
    categoryNames(scope.index.kind(name)),
  );
  return [
    documented(
      {
        text: say`The payload and the reply of each event of \`${kind.className}\`.`,
      },
      interfaceDoc(
        names.events,
        parents.map((parent) => parent.events),
        own.map(mapMember),
      ),
    ),
    documented(
      {
        text: say`The handlers that an application may give to a \`${kind.className}\`.`,
      },
      interfaceDoc(
        names.handlers,
        parents.map((parent) => parent.handlers),
        own.map(handlerMember),
      ),
    ),
  ];
}

function mapMember(event: EventRow): Member {
  const payload = eventPayloadName(event.name);
  const reply = eventReplyName(event.name);
  return {
    code: [
      `readonly ${identifier(event.name)}: {`,
      `\n    readonly payload: ${payload};`,
      `\n    readonly reply: ${reply};`,
      "\n  };",
    ],
  };
}

function handlerMember(event: EventRow): Member {
  const name = identifier(event.name);
  return {
    comment: eventComment(event),
    code: `${name}?(event: ${eventPayloadName(name)}): ${eventReplyName(name)};`,
  };
}

function eventComment(event: EventRow): DocComment {
  const ways = event.enabledBy.map(({ target, flag, native, doc }) => {
    const detail = [flag, native].filter((part) => part !== undefined);
    const named = detail.length === 0 ? "" : ` (${detail.join(", ")})`;
    return `\`${target}\`${named}${doc === "" ? "" : `: ${doc}`}`;
  });
  const enabled =
    ways.length === 0
      ? "Always enabled."
      : `Off by default; enabled by ${ways.join("; ")}`;
  const precedence =
    event.precedence === undefined
      ? ""
      : `\n\nA pending \`${event.precedence}\` wins over the event.`;
  return { ...event, text: `${event.doc}\n\n${enabled}${precedence}` };
}
