// Times the page's own filter over a made-up colour photograph of 640×427.

import { filtered } from "../web/src/play/photo/filtered.ts";
import { photoOf } from "../web/src/play/photo/pixels.ts";

const [width, height] = [640, 427];
const bytes = Uint8Array.from({ length: 3 * width * height }, (_, i) => (i * 31 + (i >> 5)) & 255);
const sobel = [1, 0, -1, 2, 0, -2, 1, 0, -1];
const filter = {
  rows: 3,
  columns: 3,
  weights: [sobel, sobel, sobel],
  bias: 0,
  stride: [1, 1],
  dilation: [1, 1],
  around: { top: 1, bottom: 1, left: 1, right: 1 },
  mode: "zeros",
};
const photo = photoOf("made up", height, width, bytes, 3);
filtered(photo, filter);
const times = Array.from({ length: 20 }, () => filtered(photo, filter).took);
console.log(JSON.stringify(times));
