// Runs one of the linters that are JavaScript over files: node node.mjs write-good|harper FILE...
// Prints how many findings there were.
import { readFileSync } from "node:fs";

const [which, ...files] = process.argv.slice(2);
let findings = 0;
if (which === "write-good") {
  const writeGood = (await import("write-good")).default;
  for (const file of files) findings += writeGood(readFileSync(file, "utf8")).length;
} else {
  const { LocalLinter } = await import("harper.js");
  const { binaryInlined: binary } = await import("harper.js/binaryInlined");
  const linter = new LocalLinter({ binary });
  await linter.setup();
  for (const file of files) findings += (await linter.lint(readFileSync(file, "utf8"))).length;
}
console.log(findings);
