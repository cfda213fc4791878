import type { Hatch, Look } from "@parkatlas/geo-core";

/** How one value of an attribute is called and drawn. */
export interface StyleCategory {
  readonly value: string;
  readonly label: string;
  readonly look: Look;
}

/** A style that draws polygons by the value of one attribute. */
export interface LayerStyle {
  readonly name: string;
  readonly attribute: string;
  readonly categories: readonly StyleCategory[];
}

/** Brushes of Qt by our hatches. */
const BRUSH: Readonly<Record<Exclude<Hatch, "none">, string>> = {
  rising: "b_diagonal",
  falling: "f_diagonal",
  cross: "diagonal_x",
  dots: "dense7",
};

/** The style as QGIS 3 reads it (QML): a categorised renderer with a fill, an outline and a hatch for each value. */
export function qmlOf({ attribute, categories }: LayerStyle): string {
  const rows = categories.map(
    ({ value, label }, index) =>
      `<category symbol="${index}" value="${escaped(value)}" label="${escaped(label)}" type="string" render="true"/>`,
  );
  const symbols = categories.map(
    (each, index) =>
      `<symbol name="${index}" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">${fillOf(each.look)}${hatchOf(each.look)}</symbol>`,
  );
  return (
    `<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n<qgis version="3.22.0" styleCategories="Symbology">` +
    `<renderer-v2 type="categorizedSymbol" attr="${escaped(attribute)}" symbollevels="0" enableorderby="0" forceraster="0">` +
    `<categories>${rows.join("")}</categories><symbols>${symbols.join("")}</symbols></renderer-v2></qgis>`
  );
}

function fillOf({ fill, outline, dashed }: Look): string {
  return layerOf({
    color: rgba(fill),
    style: "solid",
    outline_color: rgba(outline),
    outline_style: dashed ? "dash" : "solid",
    outline_width: "0.26",
    outline_width_unit: "MM",
  });
}

function hatchOf({ hatch = "none", outline, ink = outline }: Look): string {
  return hatch === "none" ? "" : layerOf({ color: rgba(ink), style: BRUSH[hatch], outline_style: "no" });
}

/** Options as QGIS writes them since 3.26, and properties as it read them before. */
function layerOf(options: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(options);
  const now = pairs.map(([name, value]) => `<Option type="QString" name="${name}" value="${value}"/>`);
  const before = pairs.map(([name, value]) => `<prop k="${name}" v="${value}"/>`);
  return `<layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">${now.join("")}</Option>${before.join("")}</layer>`;
}

function rgba(color: string): string {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  return `${red},${green},${blue},255`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
