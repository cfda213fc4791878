/** The part of the suite that tests use; it brings no types of its own. */
declare module "@mapbox/mvt-fixtures" {
  export function each(
    visit: (fixture: {
      readonly id: string;
      readonly description: string;
      readonly validity: { readonly v1: boolean; readonly v2: boolean };
      readonly buffer: Uint8Array;
    }) => void,
  ): void;
}
