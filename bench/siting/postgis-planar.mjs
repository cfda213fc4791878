import { measurePlanar } from "./postgis/difference.mjs";

// Eight segments a quarter, the default: chords cut 2.4 m into a circle of 500 m.
measurePlanar(8);
