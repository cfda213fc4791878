import type { Dataset } from "@parkatlas/geo-core";
import { PAGE_POLICY } from "@parkatlas/tile-server";

/** Name of the list of datasets on a site; the page names it to the viewer, and by it a folder is known as a site. */
export const SITE_LIST = "datasets.json";
/** What the list says of itself. */
export const SITE_FORMAT = "parkatlas-site/1";

const HEAD = '<meta charset="utf-8" />';

/**
 * The viewer's page for a site: told to read files, and kept to its own origin by itself, because a plain server sends no
 * policy. Throws a RangeError where the page is none of the viewer's.
 */
export function sitePage(html: string): string {
  if (!html.includes(HEAD)) throw new RangeError("the viewer's index.html has no charset to put the policy after");
  const policy = Object.entries(PAGE_POLICY).map(([name, values]) => `${name} ${values.join(" ")}`);
  return html.replace(
    HEAD,
    `${HEAD}
    <meta http-equiv="Content-Security-Policy" content="${policy.join("; ")}" />
    <meta name="parkatlas-site" content="${SITE_LIST}" />`,
  );
}

/** A dataset with what its `dataset.json` says to readers, where it says anything. */
export interface NoticedDataset {
  readonly dataset: Dataset;
  readonly notice: { readonly zh?: unknown; readonly en?: unknown } | null;
}

/** What goes with the data wherever they go: where they are from, under which licence, and what is made up. */
export function siteNotice(datasets: readonly NoticedDataset[], version: string): string {
  const ofDataset = ({ dataset: { id, title, asOf, sources }, notice }: NoticedDataset) => [
    "",
    `${title.zh} · ${title.en} (${id}), ${asOf}`,
    ...[notice?.zh, notice?.en].filter((text) => typeof text === "string"),
    ...sources.map((source) => {
      const titleEn = typeof source.titleEn === "string" ? ` · ${source.titleEn}` : "";
      const terms = [source.licence, source.attribution].filter((text) => text !== undefined);
      return `- ${source.title}${titleEn}${terms.length > 0 ? `: ${terms.join("; ")}` : ""}`;
    }),
  ];
  return [
    "园区一张图 · ParkAtlas",
    "数据来源与许可 · Sources and licences of the data",
    ...datasets.flatMap(ofDataset),
    "",
    `软件 · Software: ParkAtlas ${version} (MIT); 所含程序库的许可 · licences of the libraries in it: licences.md`,
    "",
  ].join("\n");
}
