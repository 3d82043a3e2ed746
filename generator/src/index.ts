/**
 * The core of captable: text in, files and diagnostics out. Pure: no disk, no clock, no environment.
 *
 * @module
 */
export type {
  AcceptedDiagnostic,
  Diagnostic,
  Location,
  RelatedLocation,
} from "./diagnostics/diagnostic.ts";
export type * from "./model/model.ts";
export { compile } from "./compile.ts";
export type { Compilation, CompileOptions, ReadText } from "./compile.ts";
export { emit } from "./emit/emit.ts";
