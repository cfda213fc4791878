import { geodesicAreaM2 } from "@parkatlas/geo-core";
import { geosInvalid } from "../../geos.mjs";

/** Parcels by block, the input of every contender. */
export function parcelsByBlock(parcels) {
  const blocks = new Map();
  for (const parcel of parcels) {
    const members = blocks.get(parcel.properties.block);
    if (members) members.push(parcel);
    else blocks.set(parcel.properties.block, [parcel]);
  }
  return [...blocks.values()];
}

/** Figures of unions to compare contenders by. */
export function judgeUnions(unions) {
  const polygons = unions.flatMap(({ type, coordinates }) => (type === "Polygon" ? [coordinates] : coordinates));
  return {
    areaHa: unions.reduce((sum, union) => sum + geodesicAreaM2(union), 0) / 1e4,
    blocks: unions.length,
    holes: polygons.reduce((sum, rings) => sum + rings.length - 1, 0),
    geosInvalid: geosInvalid(unions),
  };
}
