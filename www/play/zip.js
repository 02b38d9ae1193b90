// A ZIP archive without compression: enough for a handful of files that somebody unpacks on their host.

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte;
  for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  return sum >>> 0;
});

/** CRC-32 as ZIP wants it; of `123456789` it is cbf43926. */
export function crc(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) sum = (sum >>> 8) ^ TABLE[(sum ^ byte) & 255];
  return (sum ^ 0xffffffff) >>> 0;
}

const numbers = (...given) => {
  const bytes = new Uint8Array(given.reduce((all, [size]) => all + size, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [size, value] of given) {
    if (size === 4) view.setUint32(at, value, true);
    else view.setUint16(at, value, true);
    at += size;
  }
  return bytes;
};

/** `{name: bytes or text}` → one archive. All files are of 1 January 1980, so the same files are the same archive. */
export function zip(files) {
  const [parts, list] = [[], []];
  let at = 0;
  for (const [name, content] of Object.entries(files)) {
    const [path, bytes] = [new TextEncoder().encode(name), typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content)];
    // version 2.0, names in UTF-8, stored, 1980-01-01
    const about = [[2, 20], [2, 0x0800], [2, 0], [2, 0], [2, 33], [4, crc(bytes)], [4, bytes.length], [4, bytes.length], [2, path.length], [2, 0]];
    const head = numbers([4, 0x04034b50], ...about);
    parts.push(head, path, bytes);
    list.push(numbers([4, 0x02014b50], [2, 20], ...about, [2, 0], [2, 0], [2, 0], [4, 0], [4, at]), path);
    at += head.length + path.length + bytes.length;
  }
  const size = list.reduce((all, { length }) => all + length, 0);
  const count = list.length / 2;
  return new Blob([...parts, ...list, numbers([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, size], [4, at], [2, 0])], { type: 'application/zip' });
}
