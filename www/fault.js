// Every error that jejak hands out: a stable code, a plain sentence, and where it happened.

export class JejakError extends Error {
  /** @param {{code: string, message: string, where?: string}} what */
  constructor(what) {
    super(what.message);
    this.name = 'JejakError';
    this.code = what.code;
    this.where = what.where ?? '';
  }
}

/** True for what the Rust side throws on purpose: a plain object with a code. */
export const isPlain = (thrown) =>
  thrown !== null && typeof thrown === 'object' && typeof thrown.code === 'string' && !(thrown instanceof Error);

// The only sentences that must exist before any WebAssembly is there.
const SENTENCES = {
  en: {
    no_wasm: 'This browser or page does not run WebAssembly, so the picture cannot be drawn.',
    cannot_read: (what) => `This could not be read: ${what}.`,
    cancelled: 'Stopped.',
    internal: 'jejak made a mistake of its own. The rest of the page goes on working.',
  },
  id: {
    no_wasm: 'Peramban atau halaman ini tidak menjalankan WebAssembly, jadi gambar tidak dapat dibuat.',
    cannot_read: (what) => `Ini tidak dapat dibaca: ${what}.`,
    cancelled: 'Dihentikan.',
    internal: 'Terjadi kesalahan pada jejak sendiri. Bagian lain halaman ini tetap berjalan.',
  },
};

/** An error that JavaScript itself notices, in the page's language. */
export function fault(code, lang, subject = '', where = '') {
  const words = SENTENCES[/^(id|in)\b/i.test(lang ?? '') ? 'id' : 'en'];
  const sentence = words[code] ?? words.internal;
  const message = typeof sentence === 'function' ? sentence(subject) : sentence;
  return new JejakError({ code: code === 'no_wasm' ? 'cannot_read' : code, message, where });
}
