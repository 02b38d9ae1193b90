// Whether the page's own host answers: asked only after something has failed, and of nobody else.

const PATIENCE = 5000; // ms

/** True where the page itself could be had again now. */
export async function reachable() {
  try {
    await fetch(location.href.split('#')[0], { method: 'HEAD', cache: 'no-store', signal: AbortSignal.timeout(PATIENCE) });
    return true;
  } catch {
    return false;
  }
}
