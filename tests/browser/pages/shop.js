// Rows for the tests that drop files on the page: a small invented shop, made anew from one seed. Two things are
// planted: people are lost at payment (postage appears late, worst on phones), and late parcels spoil the mood.

const PEOPLE = 520;
const DAY = 86_400_000;
const START = Date.UTC(2026, 6, 1);
const END = Date.UTC(2026, 8, 30);

/** mulberry32: 32 bits of state, the same numbers in every browser. */
function dice(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const COMMENTS = {
  en: {
    pay: ['Postage only showed up at the very end.', 'Shipping made it dearer than the shop next door.', 'The page asked me for the address twice.'],
    late: ['Nine days, and no word where my parcel was.', 'It came late and I had to ask twice.', 'Where is my parcel?'],
    good: ['It suits my skin, I told two friends.', 'Lovely, I will order again.', 'Exactly as in the photos.'],
  },
  id: {
    pay: ['Ongkir baru muncul di akhir.', 'Dengan ongkir jadi lebih mahal dari toko sebelah.', 'Alamat diminta dua kali.'],
    late: ['Sembilan hari dan tidak ada kabar paket.', 'Datang terlambat, saya harus tanya dua kali.', 'Paket saya di mana?'],
    good: ['Cocok di kulit, saya ajak dua teman.', 'Suka sekali, nanti pesan lagi.', 'Persis seperti di foto.'],
  },
};

/** Events and answers of the shop's customers as two CSV texts. */
export function shop(lang = 'en', seed = 20260701) {
  const roll = dice(seed);
  const words = COMMENTS[lang] ?? COMMENTS.en;
  const pick = (list) => list[Math.floor(roll() * list.length)];
  const events = [];
  const answers = [];
  const stamp = (time) => new Date(time).toISOString().slice(0, 19).replace('T', ' ');
  for (let number = 1; number <= PEOPLE; number += 1) {
    const person = `c${String(number).padStart(4, '0')}`;
    const buyer = roll() < 0.64 ? 'digital' : 'traditional';
    const device = roll() < (buyer === 'digital' ? 0.86 : 0.46) ? 'phone' : 'computer';
    let time = START + roll() * (END - START - 2 * DAY);
    const event = (name, hours) => {
      time += hours * 3_600_000;
      if (time < END) events.push([time, `${stamp(time)},${person},${name},${device},${buyer}`]);
      return time < END;
    };
    const answer = (stage, mean, comment = '') => {
      const score = Math.min(5, Math.max(1, Math.round(mean + (roll() + roll() + roll() - 1.5) * 1.5)));
      if (time < END) answers.push([time, `${stamp(time)},${person},${stage},${roll() < 0.03 ? '' : score},${comment ? `"${comment}"` : ''},${device},${buyer}`]);
    };
    event(pick(['reel', 'reel', 'ad', 'friend_link']), 0);
    if (roll() < 0.36) answer('discover', buyer === 'digital' ? 3.9 : 3.3);
    if (roll() > 0.86 || !event('product_page', 0.02 + roll() * 0.2)) continue;
    if (roll() < 0.5) event('reviews', 0.05);
    if (roll() < 0.4) answer('consider', buyer === 'digital' ? 4.1 : 3.2);
    if (roll() > 0.8 || !event('cart', 0.2 + roll() ** 2 * 60)) continue;
    if (roll() < 0.36) answer('order', 3.6);
    if (roll() > 0.94 || !event('payment', 0.05 + roll() * 0.3)) continue;
    const pays = device === 'phone' ? 0.36 : 0.66;
    const paid = roll() < pays;
    if (roll() < 0.66) answer('pay', paid ? 2.9 : buyer === 'digital' ? 1.7 : 2.2, paid ? '' : pick(words.pay));
    if (!paid) continue;
    const late = roll() < 0.5;
    if (!event('parcel', 24 * (late ? 7 + roll() * 4 : 2 + roll() * 2))) continue;
    if (roll() < 0.62) answer('receive', late ? 1.7 : 3.9, late ? pick(words.late) : '');
    if (roll() > (late ? 0.3 : 0.68) || !event(pick(['review', 'invite_code']), 24 * (1 + roll() * 6))) continue;
    if (roll() < 0.72) answer('recommend', 4.6, pick(words.good));
  }
  const text = (header, rows) => `${header}\n${rows.sort((a, b) => a[0] - b[0]).map(([, row]) => row).join('\n')}\n`;
  return {
    events: text('time,customer_id,event,device,buyer', events),
    answers: text('time,customer_id,stage,score,comment,device,buyer', answers),
  };
}

const TEXTS = {
  en: {
    title: 'Skincare shop, first order',
    scenario: 'Buying a first serum in the web shop',
    goal: 'A serum that suits, at the price that was promised',
    rani: ['Rani, 27', 'Does my skin like it?'],
    trudi: ['Mrs Trudi, 63', 'I want to ask somebody first.'],
    stages: ['Discover', 'Consider', 'Order', 'Pay', 'Receive', 'Recommend'],
    points: { reel: 'Reel', ad: 'Ad', friend_link: 'A friend’s link', product_page: 'Product page', reviews: 'Reviews', cart: 'Cart', payment: 'Payment page', parcel: 'Parcel', review: 'Own review', invite_code: 'Invitation code' },
    channels: { instagram: 'Instagram', google: 'Google', whatsapp: 'WhatsApp', shop: 'Web shop', wallet: 'E-wallet', courier: 'Courier' },
    pains: ['Postage is only shown at the last step', 'Parcels come late, without a word'],
    chances: ['Show postage on the product page', 'Send a message when a parcel is late'],
  },
  id: {
    title: 'Toko skincare, pesanan pertama',
    scenario: 'Membeli serum pertama lewat toko online',
    goal: 'Serum yang cocok, dengan harga yang dijanjikan',
    rani: ['Rani, 27', 'Cocok tidak di kulitku?'],
    trudi: ['Bu Trudi, 63', 'Saya mau bertanya dulu.'],
    stages: ['Kenal', 'Pertimbangkan', 'Pesan', 'Bayar', 'Terima', 'Ajak teman'],
    points: { reel: 'Reels', ad: 'Iklan', friend_link: 'Tautan teman', product_page: 'Halaman produk', reviews: 'Ulasan', cart: 'Keranjang', payment: 'Halaman bayar', parcel: 'Paket', review: 'Ulasan sendiri', invite_code: 'Kode ajak' },
    channels: { instagram: 'Instagram', google: 'Google', whatsapp: 'WhatsApp', shop: 'Toko online', wallet: 'E-wallet', courier: 'Kurir' },
    pains: ['Ongkir baru terlihat di langkah terakhir', 'Paket terlambat tanpa kabar'],
    chances: ['Tampilkan ongkir di halaman produk', 'Kirim kabar saat paket terlambat'],
  },
};

/** The journey of the shop: what its owner believes, and how rows belong to stages. */
export function journey(lang = 'en') {
  const t = TEXTS[lang] ?? TEXTS.en;
  const ids = ['discover', 'consider', 'order', 'pay', 'receive', 'recommend'];
  const assumed = [0.8, 1, 0.8, 1, 1.2, 1.6];
  const touchpoints = {
    discover: [['reel', 'instagram'], ['ad', 'google'], ['friend_link', 'whatsapp']],
    consider: [['product_page', 'shop'], ['reviews', 'shop']],
    order: [['cart', 'shop']],
    pay: [['payment', 'wallet']],
    receive: [['parcel', 'courier']],
    recommend: [['review', 'shop'], ['invite_code', 'whatsapp']],
  };
  const kinds = { instagram: 'social', google: 'ads', whatsapp: 'chat', shop: 'web', wallet: 'app', courier: 'courier' };
  const extra = {
    payment: { importance: 5, pains: [{ text: t.pains[0], severity: 5 }], opportunities: [{ text: t.chances[0], impact: 5, effort: 2 }] },
    parcel: { importance: 4, pains: [{ text: t.pains[1], severity: 4 }], opportunities: [{ text: t.chances[1], impact: 4, effort: 2 }] },
  };
  return {
    schema: 'jejak.journey/1',
    title: t.title,
    lang,
    scenario: t.scenario,
    goal: t.goal,
    personas: [
      { id: 'rani', name: t.rani[0], quote: t.rani[1], segment: { field: 'buyer', equals: 'digital' } },
      { id: 'trudi', name: t.trudi[0], quote: t.trudi[1], segment: { field: 'buyer', equals: 'traditional' } },
    ],
    channels: Object.entries(t.channels).map(([id, name]) => ({ id, name, kind: kinds[id] })),
    stages: ids.map((id, at) => ({
      id,
      name: t.stages[at],
      emotion: assumed[at],
      touchpoints: touchpoints[id].map(([point, channel]) => ({ id: point, name: t.points[point], channel, ...extra[point] })),
    })),
    funnel: { window: '30d', by: 'device' },
    sources: [
      { id: 'events', kind: 'events', columns: { person: 'customer_id', time: 'time', event: 'event' } },
      {
        id: 'answers',
        kind: 'survey',
        columns: { person: 'customer_id', time: 'time', stage: 'stage', score: 'score', comment: 'comment' },
        scores: [{ column: 'score', kind: 'csat', scale: [1, 5] }],
      },
    ],
  };
}
