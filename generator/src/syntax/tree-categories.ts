/** The located syntax of categories, scenarios and whole files. @module */
import type { Support } from "../model/model.ts";
import type { Located, Span } from "./source.ts";
import type {
  ClauseSyntax,
  DeprecationSyntax,
  ErrorSyntax,
  EventSyntax,
  FunctionSyntax,
  Name,
  PackageSyntax,
  PropertySyntax,
  ResultSyntax,
  Rows,
  RowSyntax,
  SourceSyntax,
  TypeSyntax,
  ViolationsSyntax,
} from "./tree.ts";

// ── Categories ───────────────────────────────────────────────────────────────

export interface SetSyntax extends RowSyntax {
  readonly functions?: readonly Name[];
  readonly events?: readonly Name[];
  readonly properties?: readonly Name[];
}
export interface MoveSyntax {
  readonly to?: Name;
  readonly via?: Name;
  readonly at?: "call" | "success";
}
export interface StateSyntax extends RowSyntax {
  readonly allow?: readonly Name[];
  readonly on?: Rows<MoveSyntax>;
  readonly refuse?: Rows<Name>;
  readonly illegal?: Name;
  readonly terminal?: boolean;
  readonly only?: readonly Name[];
  readonly reach?: readonly StepSyntax[];
}
export interface ReportSyntax extends RowSyntax {
  readonly moves: Rows<Name>;
}
export interface FragmentSyntax {
  readonly doc?: string;
  readonly initial?: Name;
  readonly illegal?: Name;
  readonly always?: readonly Name[];
  readonly on?: Rows<MoveSyntax>;
  readonly states?: Rows<StateSyntax>;
  readonly reports?: Rows<ReportSyntax>;
}
export interface LifecycleSyntax extends FragmentSyntax {
  readonly use?: readonly Name[];
}
export interface RoleSyntax extends RowSyntax {
  readonly commit: readonly Name[];
  readonly functions?: readonly Name[];
  readonly events?: readonly Name[];
}
export interface RefinementSyntax {
  readonly doc?: string;
  readonly support?: Located<Support>;
  readonly result?: ResultSyntax;
  readonly since?: string;
  readonly clause?: ClauseSyntax;
  readonly deprecated?: DeprecationSyntax;
}
/** What categories and services have in common. */
export interface HolderSyntax extends RowSyntax {
  readonly class?: Name;
  readonly functions?: readonly Name[];
  readonly events?: readonly Name[];
  readonly lifecycle?: LifecycleSyntax;
}
export interface CategorySyntax extends HolderSyntax {
  readonly abstract?: boolean;
  readonly parents?: readonly Name[];
  readonly includes?: readonly Name[];
  readonly roles?: Rows<RoleSyntax>;
  readonly refine?: Rows<RefinementSyntax>;
}
export interface ServiceSyntax extends HolderSyntax {
  readonly class: Name;
}

// ── Scenarios ────────────────────────────────────────────────────────────────

export interface StepSyntax {
  readonly span: Span;
  readonly party?: Name;
  readonly call?: Name;
  readonly report?: Name;
  readonly event?: Name;
  readonly args?: Rows<unknown>;
  readonly as?: string;
  readonly reply?: Name;
  readonly expect?: ExpectSyntax;
  readonly doc?: string;
}
export interface ExpectSyntax {
  readonly result?: Located<unknown>;
  readonly error?: Name;
  readonly state?: Name;
}
export interface ScenarioSyntax extends RowSyntax {
  readonly parties: Rows<Name>;
  readonly steps: readonly StepSyntax[];
}

// ── Files ────────────────────────────────────────────────────────────────────

/** What only the root file may say. */
export interface HeadSyntax {
  readonly name?: Located<string>;
  readonly title?: Located<string>;
  readonly source?: Located<SourceSyntax>;
  readonly object?: Located<string>;
  readonly errorClass?: Located<string>;
  readonly package?: Located<PackageSyntax>;
  readonly documented?: Located<true>;
}
/** A warning that is accepted. */
export interface AcceptanceSyntax {
  readonly code: Located<string>;
  readonly at: Located<string>;
  readonly reason: Located<string>;
}
/** What any file may say; sections of several files are put together. */
export interface SectionsSyntax {
  readonly errors?: Rows<ErrorSyntax>;
  readonly violations?: Located<ViolationsSyntax>;
  readonly types?: Rows<TypeSyntax>;
  readonly functions?: Rows<FunctionSyntax>;
  readonly events?: Rows<EventSyntax>;
  readonly properties?: Rows<PropertySyntax>;
  readonly sets?: Rows<SetSyntax>;
  readonly lifecycles?: Rows<FragmentSyntax>;
  readonly categories?: Rows<CategorySyntax>;
  readonly services?: Rows<ServiceSyntax>;
  readonly scenarios?: Rows<ScenarioSyntax>;
  readonly accept?: readonly AcceptanceSyntax[];
}
export interface FileSyntax extends HeadSyntax, SectionsSyntax {
  readonly captable: Located<number>;
  readonly doc?: string;
  readonly imports?: readonly Located<string>[];
}
