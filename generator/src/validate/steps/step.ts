/** Whether a step of a test names what there is. @module */
import { producesAbstract } from "../../diagnostics/lifecycle-rules.ts";
import { missingKey } from "../../diagnostics/syntax-rules.ts";
import type { Resolution } from "../../model/resolve.ts";
import type {
  AnswerSyntax,
  Name,
  Rows,
  StepSyntax,
} from "../../syntax/tree.ts";
import { checkAccess } from "./accessor.ts";
import type { Capabilities } from "./capabilities.ts";
import { checkForm } from "./form.ts";
import { dataOf, type Known } from "./known.ts";

/** Reports steps that name what does not exist, or not for who acts. */
export class StepChecker {
  readonly #resolution: Resolution;
  /** The parameters of all functions: what is made on the way to a state may be any call. */
  readonly #params: Set<string>;

  constructor(resolution: Resolution) {
    this.#resolution = resolution;
    const rows = [...resolution.functions.values()];
    const params = rows.flatMap((row) => row.params);
    this.#params = new Set(params.map(({ name }) => name));
    // What is created is given its handlers.
    if (rows.some(({ creates }) => creates !== undefined)) {
      this.#params.add("handlers");
    }
  }

  /** Checks a step, and adds to what is known. */
  check(step: StepSyntax, who: Capabilities, known: Known): void {
    const { scope } = this.#resolution;
    if (checkForm(scope.reporter, step)) {
      this.#checkCall(step, who);
      this.#checkWay(step, who);
      this.#checkEvent(step, who);
      this.#checkBegun(step, known);
      this.#checkExpectation(step, who);
      known.checkReferences(scope, dataOf(step));
    }
    known.add(step);
  }

  /** Reports names of arguments that no function has a parameter for. */
  checkArguments(args: Rows<unknown> | undefined): void {
    this.#names("parameter", args, this.#params);
  }

  #checkCall(step: StepSyntax, who: Capabilities): void {
    const { scope, functions } = this.#resolution;
    const { call, args, expect } = step;
    if (call === undefined) return;
    const [id = "", variant] = call.value.split(".");
    const { source, start, end } = call.span;
    const split = start + id.length;
    const reference = { value: id, span: { source, start, end: split } };
    if (!scope.isAmong(`function${who.suffix}`, reference, who.functions))
      return;
    const row = functions.get(id);
    if (row === undefined) return;
    if (variant !== undefined) {
      const variants = new Set(row.variants.map(({ name }) => name));
      const span = { source, start: split + 1, end };
      scope.isAmong(`variant of ${id}`, { value: variant, span }, variants);
    }
    this.#checkFilled(id, expect?.filled);
    if (row.accesses.length > 0) {
      checkAccess(this.#resolution, step, row, who);
      return;
    }
    if (args === undefined) return;
    const params = new Set(row.params.map(({ name }) => name));
    // Functions that create are told the category.
    if (row.creates !== undefined) params.add("category").add("handlers");
    this.#names(`parameter of ${id}`, args, params);
  }

  #checkFilled(id: string, filled: Rows<unknown> | undefined): void {
    if (filled === undefined) return;
    const params = this.#resolution.functions.get(id)?.params ?? [];
    const names = new Set(params.map(({ name }) => name));
    this.#names(`parameter of ${id}`, filled, names);
  }

  #checkWay({ create, reach, args }: StepSyntax, who: Capabilities): void {
    const { scope } = this.#resolution;
    if (create !== undefined) {
      const found = scope.find(scope.holders, create);
      const category = found && scope.categories.get(found.name);
      if (category?.row.abstract === true) {
        const about = { category: category.name };
        scope.reporter.report(producesAbstract, create.span, about);
      }
    }
    if (reach !== undefined) {
      scope.isAmong(`state${who.suffix}`, reach, who.states);
    }
    if (create ?? reach) this.checkArguments(args);
  }

  #checkEvent(
    { event, during, reply, expect }: StepSyntax,
    who: Capabilities,
  ): void {
    const { scope, events } = this.#resolution;
    const reference = event ?? during;
    if (reference === undefined) return;
    if (!scope.isAmong(`event${who.suffix}`, reference, who.events)) return;
    if (event === undefined) return;
    const { value: name } = event;
    const row = events.get(name);
    const payload = new Set(row?.payload.map((field) => field.name));
    this.#names(`field of ${name}`, expect?.payload, payload);
    if (reply !== undefined) this.#checkAnswer(name, reply);
  }

  #checkAnswer(event: string, { name, fields, span }: AnswerSyntax): void {
    const { scope, events } = this.#resolution;
    const replies = events.get(event)?.replies ?? [];
    const tag = fields?.find((field) => field.name === "reply");
    const reference: Name | undefined =
      tag === undefined
        ? name
        : { value: String(tag.row.value), span: tag.row.span };
    if (reference === undefined) {
      const about = { key: "reply", doc: "The name of the reply" };
      scope.reporter.report(missingKey, span, about);
      return;
    }
    const known = new Set(replies.map((reply) => reply.name));
    if (!scope.isAmong(`reply to ${event}`, reference, known)) return;
    const row = replies.find((reply) => reply.name === reference.value);
    const names = new Set(["reply", ...(row?.fields ?? []).map(nameOf)]);
    this.#names(`field of ${reference.value}`, fields, names);
  }

  #checkBegun(step: StepSyntax, known: Known): void {
    const { scope } = this.#resolution;
    const begun = step.await ?? step.abort;
    if (begun === undefined) return;
    const id = known.begunBy(scope, begun, step.party?.value);
    if (id !== undefined) this.#checkFilled(id, step.expect?.filled);
  }

  #checkExpectation(
    { report, observe, expect }: StepSyntax,
    who: Capabilities,
  ): void {
    const { scope } = this.#resolution;
    if (report !== undefined) {
      scope.isAmong(`report${who.suffix}`, report, who.reports);
    }
    if (observe !== undefined) scope.find(scope.observers, observe);
    const { error, state, role } = expect ?? {};
    if (error !== undefined) scope.find(scope.errors, error);
    if (state !== undefined) {
      scope.isAmong(`state${who.suffix}`, state, who.states);
    }
    if (role !== undefined) {
      scope.isAmong(`role${who.suffix}`, role, who.roles);
    }
  }

  #names(
    kind: string,
    rows: Rows<unknown> | undefined,
    known: Set<string>,
  ): void {
    const { scope } = this.#resolution;
    for (const { name: value, span } of rows ?? [])
      scope.isAmong(kind, { value, span }, known);
  }
}

function nameOf({ name }: { readonly name: string }): string {
  return name;
}
