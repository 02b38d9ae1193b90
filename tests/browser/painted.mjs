// By what Chromium paints the canvases of its pages: tests and benchmarks ask for it by the same words (ADR 55).

/**
 * What paints canvases in Chromium: a graphics processor, here one that Chromium brings itself and works out in a process of its own, so
 * that every machine has the same; or the page's own thread.
 */
export const PAINTED = {
  accelerated: ['--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist', '--enable-gpu-rasterization'],
  software: ['--disable-gpu'],
};

/** Gives back a browser that paints as it was asked to; throws where it does not: Chromium falls back without a word. */
export async function paints(browser, accelerated) {
  const session = await browser.newBrowserCDPSession();
  const { gpu: { featureStatus } } = await session.send('SystemInfo.getInfo');
  await session.detach();
  if (featureStatus['2d_canvas'].startsWith('enabled') !== accelerated) throw new Error(`canvases are painted otherwise than asked: ${JSON.stringify(featureStatus)}`);
  return browser;
}
