import type { Map as MapLibreMap } from "maplibre-gl";

/**
 * Puts a picture of the map beside its canvas before the page is printed: a canvas whose frame has been shown is blank on paper.
 * Returns what takes the listener away.
 */
export function pictureForPrint(map: MapLibreMap, container: HTMLElement): () => void {
  const picture = document.createElement("img");
  picture.className = "map-print";
  picture.alt = "";
  container.append(picture);
  const take = () => {
    map.redraw();
    picture.src = map.getCanvas().toDataURL();
  };
  addEventListener("beforeprint", take);
  return () => {
    removeEventListener("beforeprint", take);
    picture.remove();
  };
}
