import { readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { benchmarksPage } from "../../bench/table.ts";
import { parkatlas, ROOT } from "./cli.ts";
import { scratchFolder } from "./fixtures.ts";

const PAGE = join(ROOT, "docs/cli.md");
const BLOCK = /```console\n\$ parkatlas ([^\n]+)\n([\s\S]*?)```/g;
/** Lines of an answer that the page shows. */
const LINES_SHOWN = 14;

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
beforeAll(async () => {
  scratch = await scratchFolder();
  for (const folder of ["data", "test"]) await symlink(join(ROOT, folder), scratch.path(folder));
});
afterAll(() => scratch.remove());

/** The answer as the page prints it: its beginning, with the digest of an archive by name (deflate differs between builds). */
function asPrinted(stdout: string): string {
  const lines = stdout
    .replace(/\b[0-9a-f]{64}\b/g, "…")
    .trimEnd()
    .split("\n");
  return `${[...lines.slice(0, LINES_SHOWN), ...(lines.length > LINES_SHOWN ? ["…"] : [])].join("\n")}\n`;
}

it("docs/cli.md shows what the examples really print (UPDATE_DOCS=1 writes it anew)", async () => {
  const page = await readFile(PAGE, "utf8");
  let renewed = page;
  let examples = 0;
  for (const [block, command, printed] of page.matchAll(BLOCK)) {
    examples++;
    const { code, stdout, stderr } = await parkatlas(command!.split(" "), { cwd: scratch.root });
    expect([code, stderr], command).toEqual([0, ""]);
    if (process.env.UPDATE_DOCS === "1")
      renewed = renewed.replace(block, () => `\`\`\`console\n$ parkatlas ${command}\n${asPrinted(stdout)}\`\`\``);
    else expect(printed, command).toBe(asPrinted(stdout));
  }
  expect(examples).toBe(16);
  if (renewed !== page) await writeFile(PAGE, renewed);
});

it("docs/benchmarks.md says what the stored runs say (node bench/table.ts writes it anew)", async () => {
  expect(await readFile(join(ROOT, "docs/benchmarks.md"), "utf8")).toBe(benchmarksPage());
});
