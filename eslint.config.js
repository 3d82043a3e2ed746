import tseslint from "typescript-eslint";

/** What no module may reach from a pure part of the generator. */
const PURE = ["diagnostics", "emit", "model", "outline", "syntax", "validate"];

export default tseslint.config(
  {
    ignores: [
      "**/dist/",
      "**/node_modules/",
      "generator/src/emit/precompiled.ts",
      "generator/src/conformance/report/html/precompiled.ts",
      "**/fixtures/",
      "test/emitted/.out-*/",
      "test/mutants/.out-*/",
      "test/package/.consumer-*/",
      ".cache/",
    ],
  },
  ...tseslint.configs.recommended,
  {
    files: ["**/*.ts"],
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_" },
      ],
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/triple-slash-reference": [
        "error",
        { path: "always" },
      ],
      "@typescript-eslint/consistent-type-imports": "error",
      "no-restricted-properties": [
        "error",
        {
          property: "localeCompare",
          message: "Sort by code unit: the same bytes in every locale.",
        },
      ],
    },
  },
  {
    // The core is pure: text in, files and diagnostics out.
    files: PURE.map((folder) => `generator/src/${folder}/**/*.ts`),
    rules: {
      "no-restricted-imports": [
        "error",
        { patterns: [{ group: ["node:*"], message: "The core is pure." }] },
      ],
      "no-restricted-globals": ["error", "process", "Date", "setTimeout"],
    },
  },
  {
    // Emitted classes say more to the type checker than at run time, by merged interfaces.
    files: ["generated/**/*.ts"],
    rules: {
      "@typescript-eslint/no-unsafe-declaration-merging": "off",
      "@typescript-eslint/no-empty-object-type": "off",
    },
  },
);
