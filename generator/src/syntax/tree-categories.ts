/** The located syntax of categories, scenarios and whole files. @module */
import type { ScenarioFamily, Support } from "../model/model.ts";
import type { Located, Span } from "./source.ts";
import type {
  ClauseSyntax,
  DataSyntax,
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
  readonly fails?: Rows<readonly Name[]>;
}
export interface ReportSyntax extends RowSyntax {
  readonly moves: Rows<Name>;
  readonly provoke?: readonly StepSyntax[];
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
  readonly create?: Name;
  readonly reach?: Name;
  readonly call?: Name;
  readonly report?: Name;
  readonly event?: Name;
  readonly await?: Name;
  readonly abort?: Name;
  readonly observe?: Name;
  readonly args?: Rows<DataSyntax>;
  readonly as?: Name;
  readonly begin?: Name;
  readonly during?: Name;
  readonly reply?: AnswerSyntax;
  readonly expect?: ExpectSyntax;
  readonly doc?: string;
}
/** What a handler answers: a reply's name, or fields of which `reply` is the name. */
export interface AnswerSyntax {
  readonly span: Span;
  readonly name?: Name;
  readonly fields?: Rows<DataSyntax>;
}
export interface ExpectSyntax {
  readonly result?: DataSyntax;
  readonly error?: Name;
  readonly state?: Name;
  readonly role?: Name;
  readonly pending?: true;
  readonly filled?: Rows<DataSyntax>;
  readonly payload?: Rows<DataSyntax>;
}
export interface PartySyntax {
  readonly plays: Name;
  readonly exact?: true;
  readonly args?: Rows<DataSyntax>;
}
export interface ScenarioSyntax extends RowSyntax {
  readonly family?: ScenarioFamily;
  readonly after?: Name;
  readonly parties?: Rows<PartySyntax>;
  readonly each?: Rows<Rows<DataSyntax>>;
  readonly needs?: readonly Name[];
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
  readonly observers?: Rows<RowSyntax>;
  readonly scenarios?: Rows<ScenarioSyntax>;
  readonly accept?: readonly AcceptanceSyntax[];
}
export interface FileSyntax extends HeadSyntax, SectionsSyntax {
  readonly captable: Located<number>;
  readonly doc?: string;
  readonly imports?: readonly Located<string>[];
}
