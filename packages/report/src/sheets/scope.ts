import { type Dataset, GeoError, type Park } from "@parkatlas/geo-core";

/** The park of an id. Throws `GeoError` `unknown-id`. */
export function requirePark(dataset: Dataset, parkId: string): Park {
  const park = dataset.parks.find(({ id }) => id === parkId);
  if (!park)
    throw new GeoError("unknown-id", `park "${parkId}" is not in the dataset ${dataset.id}; see the ids in its parks layer`, {
      details: { id: parkId, messageZh: `数据集 ${dataset.id} 中没有园区“${parkId}”；编号见 parks 图层` },
    });
  return park;
}
