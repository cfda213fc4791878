import {
  type Dataset,
  geodesicAreaM2,
  type LandTimeline,
  landRulesOf,
  landTimeline,
  landTransitions,
  type Membership,
  type Parcel,
  parcelArea,
} from "@parkatlas/geo-core";
import { schemaOf } from "../tile/schema.ts";
import { BlockShares } from "./block-shares.ts";
import { provenanceOf, UNKNOWN } from "./feature-words.ts";
import { firstSeenZoom, gridAreaOf } from "./first-zoom.ts";
import { idleSeriesFromTransitions, seriesFromTransitions } from "./land-series.ts";
import { markOf } from "./mark.ts";
import type { SourceFeature, SourceLayer } from "./source-layer.ts";

/**
 * BUILD: parcels, and what stands for them at the zooms at which they are too small to be seen: their blocks with the
 * share of every class over time, and a point for each parcel that is ever idle. Land status and areas are those of the
 * land report, by the rules that the dataset's configuration asks for.
 */
export interface LandLayers {
  readonly parcels: SourceLayer;
  readonly shares: SourceLayer;
  readonly marks: readonly SourceFeature[];
}

interface Row {
  readonly parcel: Parcel;
  readonly timeline: LandTimeline;
  readonly blockId: string | undefined;
}

export function landLayers(dataset: Dataset, membership: Membership, minZoom: number, maxZoom: number): LandLayers {
  const { ruleSets } = landRulesOf(dataset.config);
  const rows = dataset.parcels.map(
    (parcel): Row => ({
      parcel,
      timeline: landTimeline(parcel, { ruleSets }),
      blockId: membership.blockOf(parcel)?.id,
    }),
  );
  const firstZoom = firstParcelZoom(dataset.parcels, minZoom, maxZoom);
  return {
    parcels: parcelLayer(rows, membership, firstZoom),
    shares: { schema: schemaOf("shares"), features: firstZoom > minZoom ? shareFeatures(dataset, rows, firstZoom - 1) : [] },
    marks: firstZoom > minZoom ? rows.flatMap((row) => parcelMark(row, firstZoom - 1)) : [],
  };
}

/**
 * The zoom from which parcels are drawn: where half of them cover what can be seen. One for the whole dataset, so that a map
 * shows either parcels or shares and no patchwork of the two.
 */
function firstParcelZoom(parcels: readonly Parcel[], minZoom: number, maxZoom: number): number {
  const areas = Float64Array.from(parcels, ({ geometry }) => gridAreaOf(geometry)).sort();
  return Math.min(maxZoom, Math.max(minZoom, firstSeenZoom(areas[areas.length >> 1] ?? 0)));
}

/** A parcel without a block has nothing to stand for it and is drawn at every zoom. */
function parcelLayer(rows: readonly Row[], membership: Membership, firstZoom: number): SourceLayer {
  const features = rows.map(({ parcel, timeline, blockId }): SourceFeature => {
    const { id, geometry, properties } = parcel;
    const series = seriesFromTransitions(landTransitions(timeline));
    return {
      id,
      geometry,
      isProtected: series.isProtected,
      ...(blockId === undefined ? {} : { standIn: blockId, minZoom: firstZoom }),
      properties: {
        name: properties.name,
        blockId: properties.blockId,
        parkId: membership.blockOf(parcel)?.properties.parkId ?? UNKNOWN,
        provenance: provenanceOf(properties),
        ...series.properties,
      },
    };
  });
  return { schema: schemaOf("parcels"), features, standInLayer: "shares" };
}

function shareFeatures({ blocks }: Dataset, rows: readonly Row[], lastZoom: number): SourceFeature[] {
  const byBlock = new Map<string, BlockShares>();
  for (const { parcel, timeline, blockId } of rows) {
    if (blockId === undefined) continue;
    const shares = byBlock.get(blockId) ?? new BlockShares();
    byBlock.set(blockId, shares);
    shares.add(timeline, parcelArea(parcel, ({ geometry }) => geodesicAreaM2(geometry)).areaM2);
  }
  return blocks.flatMap(({ id, geometry, properties }): SourceFeature[] => {
    const shares = byBlock.get(id)?.properties() ?? null;
    if (shares === null) return [];
    const { parkId } = properties;
    return [{ id, geometry, maxZoom: lastZoom, properties: { parkId, provenance: provenanceOf(properties), ...shares } }];
  });
}

function parcelMark({ parcel, timeline, blockId }: Row, lastZoom: number): SourceFeature[] {
  const { isProtected, properties } = idleSeriesFromTransitions(landTransitions(timeline));
  if (!isProtected || blockId === undefined) return [];
  const mark = markOf("parcels", { id: parcel.id, geometry: parcel.geometry, isProtected }, properties);
  return mark === null ? [] : [{ ...mark, maxZoom: lastZoom, standIn: parcel.id }];
}
