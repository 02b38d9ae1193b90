// Nothing at all: what asking and two frames cost by themselves, on a page of the same kind.

import { frames } from './frames.js';

export async function start() {
  await frames();
}

export const changes = { update: frames };

export async function prepare() {}

export function seen() {
  return { marks: 0 };
}
