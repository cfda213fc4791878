import type { Geometry } from "@parkatlas/geo-core";
import type { TileValue } from "../tile/properties.ts";
import type { SourceLayerSchema } from "../tile/schema.ts";

/** BUILD: what the tile builder takes in: layers of features with the properties that tiles will carry. */

export interface SourceFeature {
  /** Unique in its layer. */
  readonly id: string;
  readonly geometry: Geometry;
  /** Without `id`, which the builder adds. */
  readonly properties: Readonly<Record<string, TileValue>>;
  /** A build that would not show this feature, or what stands for it, at some zoom fails. */
  readonly isProtected?: boolean;
  /** First zoom, where later than the layer's own. */
  readonly minZoom?: number;
  /** Last zoom, where something else shows it from there on. */
  readonly maxZoom?: number;
  /** Feature of `standInLayer` that stands for this one outside its zooms; without one it is drawn there itself if protected. */
  readonly standIn?: string;
}

export interface SourceLayer {
  readonly schema: SourceLayerSchema;
  readonly features: readonly SourceFeature[];
  readonly standInLayer?: string;
}
