import { defineConfig } from "captable/config";

export default defineConfig({
  tables: [{ table: "spec/wsk.yaml", output: "generated/wsk" }],
});
