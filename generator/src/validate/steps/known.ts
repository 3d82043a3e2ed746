/** What steps have yielded and begun so far. @module */
import type { Scope } from "../../model/scope.ts";
import type { DataSyntax, Name, Rows, StepSyntax } from "../../syntax/tree.ts";

/** A call that is under way. */
interface Begun {
  readonly party: string | undefined;
  readonly function: string;
}

/** The names that a step can refer to. */
export class Known {
  readonly #results: Set<string>;
  readonly #begun = new Map<string, Begun>();

  constructor(results: Iterable<string> = []) {
    this.#results = new Set(results);
  }

  /** The same, to which more can be added. */
  copy(): Known {
    const copy = new Known(this.#results);
    for (const [name, begun] of this.#begun) copy.#begun.set(name, begun);
    return copy;
  }

  /** Remembers what a step yields. */
  add({ as, begin, party, call }: StepSyntax): void {
    if (as !== undefined) this.#results.add(as.value);
    if (begin === undefined || call === undefined) return;
    const [id = ""] = call.value.split(".");
    this.#begun.set(begin.value, { party: party?.value, function: id });
  }

  /** Reports references to what no step has yielded. */
  checkReferences(
    scope: Scope,
    data: Iterable<DataSyntax>,
    kind = "result of an earlier step",
  ): void {
    for (const { references } of data)
      for (const reference of references)
        scope.isAmong(kind, reference, this.#results);
  }

  /** The function of a call that the party has begun; if there is none, that is reported. */
  begunBy(
    scope: Scope,
    reference: Name,
    party: string | undefined,
  ): string | undefined {
    const own = [...this.#begun].filter(([, begun]) => begun.party === party);
    const names = new Set(own.map(([name]) => name));
    const suffix = party === undefined ? "" : ` by ${party}`;
    const kind = `call begun${suffix} before`;
    if (!scope.isAmong(kind, reference, names)) return undefined;
    return this.#begun.get(reference.value)?.function;
  }
}

/** All the data of a step. */
export function* dataOf({
  args,
  reply,
  expect,
}: StepSyntax): Iterable<DataSyntax> {
  yield* dataIn(args);
  yield* dataIn(reply?.fields);
  if (expect?.result !== undefined) yield expect.result;
  yield* dataIn(expect?.filled);
  yield* dataIn(expect?.payload);
}

/** The data of rows. */
export function* dataIn(
  rows: Rows<DataSyntax> | undefined,
): Iterable<DataSyntax> {
  for (const { row } of rows ?? []) yield row;
}
