import fc from "fast-check";

/** What may happen to a connection that receives. */
export type Step =
  | { readonly kind: "arrive"; readonly sizes: readonly number[] }
  | { readonly kind: "pull"; readonly size: number; readonly waitall: boolean }
  | { readonly kind: "answer"; readonly answers: readonly Answer[] }
  | { readonly kind: "cancel"; readonly which: number }
  | { readonly kind: "release"; readonly which: number }
  | { readonly kind: "enable" | "disable" };

/** What the handler does: replies, and perhaps receives on its own, and cancels the first of that. */
export interface Answer {
  readonly reply: "all" | "some" | "none" | "retain";
  readonly pulls: number;
  readonly cancels: boolean;
}

const answer: fc.Arbitrary<Answer> = fc.record({
  reply: fc.constantFrom("all", "some", "none", "retain"),
  pulls: fc.nat(2),
  cancels: fc.boolean(),
});

export const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant("arrive" as const),
    sizes: fc.array(fc.nat(40), { maxLength: 4 }),
  }),
  fc.record({
    kind: fc.constant("pull" as const),
    size: fc.nat(50),
    waitall: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant("answer" as const),
    answers: fc.array(answer, { minLength: 1, maxLength: 4 }),
  }),
  fc.record({
    kind: fc.constantFrom("cancel" as const, "release" as const),
    which: fc.nat(5),
  }),
  fc.record({ kind: fc.constantFrom("enable" as const, "disable" as const) }),
);

/** Seldom come upon by chance. */
export const retaining: Step[] = [
  { kind: "enable" },
  { kind: "answer", answers: [{ reply: "retain", pulls: 0, cancels: false }] },
  { kind: "arrive", sizes: [40, 40, 40] },
  { kind: "release", which: 0 },
  { kind: "release", which: 0 },
];
