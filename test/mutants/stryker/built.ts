/** Where, in Stryker's sandbox, the package is built. */
export const BUILT = "built";
