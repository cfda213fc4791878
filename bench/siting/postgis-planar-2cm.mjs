import { measurePlanar } from "./postgis/difference.mjs";

measurePlanar(88);
