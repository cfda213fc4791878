import { buildMembership, type Dataset, type Membership } from "@parkatlas/geo-core";
import { SOURCE_LAYERS, type SourceLayerName, schemaOf } from "../tile/schema.ts";
import { namesOf, provenanceOf, UNKNOWN } from "./feature-words.ts";
import { labelLayer } from "./label-layer.ts";
import { landLayers } from "./land-layers.ts";
import { markLayer } from "./mark.ts";
import { protectionLayers } from "./protection-layers.ts";
import type { SourceLayer } from "./source-layer.ts";

/** BUILD: a dataset as the source layers of its archive, in drawing order. */

/**
 * Puts together every layer of the schema for an archive of minZoom…maxZoom; layers of which the dataset has nothing come
 * out empty.
 *
 * @throws {GeoError} what the protection check and the drawing of envelopes throw on impossible input.
 */
export function datasetLayers(dataset: Dataset, minZoom: number, maxZoom: number): SourceLayer[] {
  const membership = buildMembership(dataset);
  const land = landLayers(dataset, membership, minZoom, maxZoom);
  const protection = protectionLayers(dataset);
  const layers: Readonly<Record<SourceLayerName, SourceLayer>> = {
    boundaries: boundaryLayer(dataset),
    parks: parkLayer(dataset, membership),
    blocks: blockLayer(dataset),
    shares: land.shares,
    parcels: land.parcels,
    envelopes: protection.envelopes,
    sites: protection.sites,
    plants: plantLayer(dataset),
    units: protection.units,
    marks: markLayer(land.marks, protection.units, protection.sites),
    labels: labelLayer(dataset),
  };
  return SOURCE_LAYERS.map(({ name }) => layers[name]);
}

function boundaryLayer({ boundaries }: Dataset): SourceLayer {
  const features = boundaries.map(({ id, geometry, properties }) => ({ id, geometry, properties: namesOf(properties) }));
  return { schema: schemaOf("boundaries"), features };
}

function parkLayer({ parks, zoning }: Dataset, membership: Membership): SourceLayer {
  const zoneIds = zoning[0]?.zones.map(({ id }) => id) ?? [];
  const features = parks.map(({ id, geometry, properties }) => {
    const zone = membership.zoneIdOf(id);
    return {
      id,
      geometry,
      properties: {
        ...namesOf(properties),
        zone: zone ?? UNKNOWN,
        // −1 for a park that no zone holds, as indexOf says it.
        zoneIndex: zone === undefined ? -1 : zoneIds.indexOf(zone),
        provenance: provenanceOf(properties),
      },
    };
  });
  return { schema: schemaOf("parks"), features };
}

function blockLayer({ blocks }: Dataset): SourceLayer {
  const features = blocks.map(({ id, geometry, properties }) => ({
    id,
    geometry,
    properties: { ...namesOf(properties), parkId: properties.parkId, provenance: provenanceOf(properties) },
  }));
  return { schema: schemaOf("blocks"), features };
}

function plantLayer({ plants }: Dataset): SourceLayer {
  const features = plants.map(({ id, geometry, properties }) => ({
    id,
    geometry,
    properties: { name: properties.name, provenance: provenanceOf(properties) },
  }));
  return { schema: schemaOf("plants"), features };
}
