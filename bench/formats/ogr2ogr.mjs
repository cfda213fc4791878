import { measureConvert } from "./kit/convert.mjs";

measureConvert((input, output) => ["ogr2ogr", "-f", "GeoJSON", output, input]);
