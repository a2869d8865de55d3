import type { Page } from 'playwright-core';

/** How far a channel may be off before a pixel counts as another: what smoothing of edges makes. */
const MOST_OFF = 32;

/** Share of pixels that are alike in two PNGs of the same size; `page` is any page, which decodes them. */
export function pixelsAlike(page: Page, one: Buffer, other: Buffer): Promise<number> {
  return page.evaluate(
    `(async (urls, mostOff) => {
      const [one, other] = await Promise.all(urls.map(async (url) => {
        const bitmap = await createImageBitmap(await (await fetch(url)).blob());
        const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
        canvas.drawImage(bitmap, 0, 0);
        return canvas.getImageData(0, 0, bitmap.width, bitmap.height);
      }));
      if (one.width !== other.width || one.height !== other.height) return 0;
      let alike = 0;
      for (let at = 0; at < one.data.length; at += 4)
        if ([0, 1, 2].every((channel) => Math.abs(one.data[at + channel] - other.data[at + channel]) <= mostOff)) alike++;
      return alike / (one.data.length / 4);
    })(${JSON.stringify([one, other].map((png) => `data:image/png;base64,${png.toString('base64')}`))}, ${MOST_OFF})`,
  );
}
