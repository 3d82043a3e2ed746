/** What the core consists of, in one: modules that are always loaded together are one file of the bundle. @module */
export { compileWith } from "../compile-with.ts";
export { formatDiagnostic } from "../diagnostics/format.ts";
export { ClassMemo } from "../emit/class-files.ts";
export { emit, emitted } from "../emit/emit.ts";
export { outline } from "../outline/package.ts";
