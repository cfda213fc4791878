/** 1 mu (亩) = 2000/3 m² exactly, because 15 mu = 1 ha. */
export const M2_PER_MU = 2000 / 3;
export const M2_PER_HA = 10_000;
export const M2_PER_KM2 = 1_000_000;
export const RAD_PER_DEG = Math.PI / 180;
export const DEG_PER_RAD = 180 / Math.PI;

/** Mu (亩) from m². Multiplies before dividing, so that whole mu stay whole. */
export function areaMuFromM2(areaM2: number): number {
  return (areaM2 * 3) / 2000;
}

/** m² from mu (亩). */
export function areaM2FromMu(areaMu: number): number {
  return (areaMu * 2000) / 3;
}

/** Hectares from m². */
export function areaHaFromM2(areaM2: number): number {
  return areaM2 / M2_PER_HA;
}

/** km² from m². */
export function areaKm2FromM2(areaM2: number): number {
  return areaM2 / M2_PER_KM2;
}
