/** Where the font of this package lies: Noto Sans SC Regular, under the SIL Open Font License. A page reads it with `fetch`, Node as a file. */
export const FONT_URL = new URL("../fonts/NotoSansSC-Regular.ttf", import.meta.url);
