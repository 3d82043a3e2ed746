/** Paths as people and files see them: relative, with `/`. @module */
import { relative, sep } from "node:path";

/** A path as it is shown: relative to a folder. */
export function shownFrom(folder: string, path: string): string {
  return slashed(relative(folder, path)) || ".";
}

/** Turns the separators of this platform into `/`. */
export function slashed(path: string): string {
  return sep === "/" ? path : path.replaceAll(sep, "/");
}

/** Says whether a path is a folder or lies in it; both absolute. */
export function isWithin(folder: string, path: string): boolean {
  const way = slashed(relative(folder, path));
  const isOtherDrive = /^[A-Za-z]:/.test(way);
  return way !== ".." && !way.startsWith("../") && !isOtherDrive;
}
