import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

/** The folder of the package that a bundled module belongs to; null for modules of the workspace. */
function packageFolderOf(moduleId: string): string | null {
  return /^\0?(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(moduleId)?.[1] ?? null;
}

interface Licensed {
  readonly name: string;
  readonly text: string;
}

function licenceIn(folder: string): Licensed {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
  const texts = files.sort().map((file) => readFileSync(join(folder, file), "utf8").trim());
  return { name, text: [`## ${name} ${version} (${license})`, ...texts].join("\n\n") };
}

/**
 * Leaves `licences.md` beside the page: the licence of every library in the page and in its workers, as they ask for it
 * wherever they go. The same plugin has to stand among those of the page and those of the workers.
 */
export function licences(): { readonly page: Plugin; readonly workers: Plugin } {
  const folders = new Set<string>();
  const collect = (bundle: Readonly<Record<string, { readonly type: string; readonly moduleIds?: readonly string[] }>>) => {
    for (const moduleId of Object.values(bundle).flatMap(({ moduleIds = [] }) => moduleIds)) {
      const folder = packageFolderOf(moduleId);
      if (folder !== null) folders.add(folder);
    }
  };
  return {
    workers: { name: "parkatlas-licences-of-workers", generateBundle: (_, bundle) => collect(bundle) },
    page: {
      name: "parkatlas-licences",
      generateBundle(_, bundle) {
        collect(bundle);
        const all = [...folders].map(licenceIn).sort((a, b) => (a.name < b.name ? -1 : 1));
        const source = ["# Licences of the libraries in this page", ...all.map(({ text }) => text), ""].join("\n\n");
        this.emitFile({ type: "asset", fileName: "licences.md", source });
      },
    },
  };
}
