//! The quarter as it happened: customer by customer, from the first contact to telling others.

use super::clock::{DAY, END, HOUR};
use super::customers::{self, Customer, Device, Style, hour_of_day};
use super::facts::{Answer, Hit, Matter, Order, Parcel, Quarter, Ticket};
use super::opinions::{self, Moment};
use super::random::Random;

/// Codes and names of payment methods.
const METHODS: [(&str, &str); 4] = [
    ("midtrans", "QRIS"),
    ("midtrans_gopay", "GoPay"),
    ("bacs", "Transfer bank"),
    ("cod", "Bayar di tempat (COD)"),
];

impl Quarter {
    /// The quarter, always the same.
    pub fn simulated() -> Self {
        let mut quarter = Self { customers: customers::all(), ..Self::default() };
        for (index, customer) in quarter.customers.clone().iter().enumerate() {
            Way { index, customer, random: Random::of(2, index as u64), quarter: &mut quarter }.go();
        }
        // What comes after the last day is in nobody's export.
        quarter.hits.retain(|hit| hit.at < END);
        quarter.orders.retain(|order| order.at < END);
        quarter.tickets.retain(|ticket| ticket.at < END);
        quarter.answers.retain(|answer| answer.at < END);
        quarter.recommendations.retain(|answer| answer.at < END);
        quarter
    }
}

/// One customer on the way.
struct Way<'q> {
    index: usize,
    customer: &'q Customer,
    random: Random,
    quarter: &'q mut Quarter,
}

impl Way<'_> {
    fn go(mut self) {
        let heard = self.hear();
        if !self.style([830, 740, 780]) {
            return;
        }
        let looked = self.look(heard);
        if !self.style([850, 660, 780]) {
            return;
        }
        let pause = [self.random.between(120, 3_000), self.random.between(HOUR, 30 * HOUR), self.days(2, 6)];
        let start = looked + self.pick(&pause, &[62, 26, 12]);
        let Some(paid) = self.buy(start, true) else { return };
        let Some((arrived, late)) = self.receive(paid) else { return };
        let kept = self.keep(arrived, late > 0);
        if self.random.chance(if late > 0 { 290 } else { 690 }) {
            self.tell(kept);
        }
        if self.random.chance(if late > 0 { 60 } else { 240 }) {
            let again = arrived + self.days(9, 30);
            if let Some(paid) = self.buy(again, false) {
                self.receive(paid);
            }
        }
    }

    /// Draws by how somebody shops: alone, helped, unknown.
    fn style(&mut self, of_1000: [u64; 3]) -> bool {
        let [alone, helped, unknown] = of_1000;
        self.random.chance(match self.customer.style {
            Style::Alone => alone,
            Style::Helped => helped,
            Style::Unknown => unknown,
        })
    }

    fn days(&mut self, low: i64, high: i64) -> i64 {
        self.random.between(low * DAY, high * DAY)
    }

    fn pick<T: Copy + Default>(&mut self, list: &[T], weights: &[u64]) -> T {
        list.get(self.random.weighted(weights)).copied().unwrap_or_default()
    }

    fn hit(&mut self, at: i64, name: &'static str, page: Option<&'static str>) {
        self.quarter.hits.push(Hit { customer: self.index, at, name, from: None, page, payment: None });
    }

    fn payment(&mut self, at: i64, name: &'static str, page: &'static str, method: &'static str) {
        let (customer, page, payment) = (self.index, Some(page), Some(method));
        self.quarter.hits.push(Hit { customer, at, name, from: None, page, payment });
    }

    fn session(&mut self, at: i64, from: (&'static str, &'static str)) {
        let customer = self.index;
        self.quarter.hits.push(Hit {
            customer,
            at,
            name: "session_start",
            from: Some(from),
            page: None,
            payment: None,
        });
    }

    /// Asked in a form about one part, some time after it.
    fn asked(&mut self, at: i64, touchpoint: &'static str, moment: Moment, late: i64) {
        // A form lies open for a while, and few answer at once.
        let at = at + self.random.between(300, 20 * HOUR);
        let score = opinions::satisfaction(moment, self.customer, &mut self.random);
        let comment = opinions::reason(moment, score, touchpoint, late, self.customer, &mut self.random);
        let touchpoint = if self.random.chance(15) { "" } else { touchpoint };
        let named = !self.random.chance(140);
        self.quarter.answers.push(Answer { customer: self.index, at, named, touchpoint, score, comment });
    }

    /// First contact: an advert, a search, an article or a friend.
    fn hear(&mut self) -> i64 {
        let weights = match self.customer.style {
            Style::Alone => [46, 26, 14, 14],
            Style::Helped => [10, 26, 24, 40],
            Style::Unknown => [32, 34, 18, 16],
        };
        let at = self.customer.came;
        let (from, page, part) = match self.random.weighted(&weights) {
            0 => (("instagram", "paid_social"), "/koleksi/serum", "reels"),
            1 if self.random.chance(300) => (("google", "cpc"), "/koleksi/serum", "search"),
            1 => (("google", "organic"), "/koleksi/serum", "search"),
            2 => (("instagram", "social"), "/jurnal/serum-untuk-pemula", "article"),
            _ => (("whatsapp", "share"), "/ajak", "friend_link"),
        };
        self.session(at, from);
        self.hit(at + 2, "page_view", Some(page));
        if self.random.chance(95) {
            self.asked(at, part, Moment::Heard, 0);
        }
        at
    }

    /// Looks at products, takes the quiz, reads about the brand, asks.
    fn look(&mut self, heard: i64) -> i64 {
        let pause = [self.random.between(20, 900), self.random.between(2 * HOUR, 40 * HOUR), self.days(2, 6)];
        let mut at = heard + self.pick(&pause, &[58, 28, 14]);
        let mut met: Vec<&'static str> = Vec::new();
        if !self.random.chance(50) {
            self.hit(at, "view_item", Some("/produk/serum-melati-15ml"));
            met.push("product_page");
        }
        let (guide, brand, ask) = match self.customer.style {
            Style::Helped => (180, 300, 470),
            _ => (430, 170, 60),
        };
        if self.random.chance(guide) {
            at += self.random.between(30, 400);
            if self.random.chance(600) {
                self.hit(at, "skin_quiz", Some("/kuis"));
            } else {
                self.hit(at, "page_view", Some("/panduan/urutan-pakai"));
            }
            met.push("guide");
        }
        if self.random.chance(brand) || met.is_empty() {
            at += self.random.between(20, 300);
            self.hit(at, "page_view", Some("/tentang"));
            met.push("brand");
        }
        if self.random.chance(ask) {
            at += self.random.between(60, 1_800);
            self.hit(at, "click_whatsapp", Some("/produk/serum-melati-15ml"));
            met.push("ask");
            if self.random.chance(60) {
                self.ticket(at + 300, Matter::Product);
            }
        }
        if self.random.chance(155) {
            let part = self.random.one(&met, "product_page");
            self.asked(at, part, Moment::Looked, 0);
        }
        at
    }

    /// Cart, address and postage, payment; the instant of payment, if it comes to that.
    fn buy(&mut self, start: i64, first: bool) -> Option<i64> {
        let mut at = start;
        self.hit(at, "add_to_cart", Some("/produk/serum-melati-15ml"));
        at += self.random.between(20, 400);
        self.hit(at, "view_cart", Some("/keranjang"));
        let mut part = "cart";
        // Those who buy again know the postage.
        let pays = !first || self.pays();
        if pays || !self.random.chance(130) {
            at += self.random.between(30, 240);
            self.hit(at, "begin_checkout", Some("/checkout"));
            at += self.random.between(40, 300);
            self.hit(at, "add_shipping_info", Some("/checkout/ongkir"));
            part = "checkout";
        }
        if !pays {
            self.leave(at, part);
            return None;
        }
        at += self.random.between(15, 180);
        let method = self.method();
        self.payment(at, "add_payment_info", "/checkout/bayar", method.1);
        let waits = if method.0 == "bacs" {
            self.random.between(600, 20 * HOUR)
        } else {
            self.random.between(20, 300)
        };
        let paid = at + waits;
        self.payment(at + 8, "purchase", "/checkout/selesai", method.1);
        let status = if paid > END - 3 * DAY { "processing" } else { "completed" };
        let cash = method.0 == "cod";
        self.order(at + 8, (!cash).then_some(paid), status, method);
        if self.random.chance(25) {
            self.ticket(paid + 600, Matter::Payment);
        }
        if first && self.random.chance(230) {
            let part = match (self.random.chance(550), cash) {
                (true, true) => "pay_cash",
                (true, false) => "pay_online",
                (false, _) => "checkout",
            };
            self.asked(paid, part, Moment::Paid, 0);
        }
        Some(paid)
    }

    /// Whether somebody pays once the postage is on the screen: a phone shows it last, and Rani expects none.
    fn pays(&mut self) -> bool {
        let of_1000: i64 = match (self.customer.style, self.customer.device) {
            (Style::Alone, Device::Phone) => 265,
            (Style::Alone, _) => 600,
            (Style::Helped, Device::Phone) => 410,
            (Style::Helped, _) => 610,
            (Style::Unknown, Device::Phone) => 310,
            (Style::Unknown, _) => 600,
        };
        // Off Java the postage is twice as much.
        let far = if self.customer.town.2 { 40 } else { -40 };
        self.random.chance((of_1000 + far).unsigned_abs())
    }

    fn method(&mut self) -> (&'static str, &'static str) {
        let weights = match self.customer.style {
            Style::Alone => [46, 32, 17, 5],
            Style::Helped => [10, 4, 32, 54],
            Style::Unknown => [34, 22, 26, 18],
        };
        self.pick(&METHODS, &weights)
    }

    fn order(
        &mut self,
        at: i64,
        paid: Option<i64>,
        status: &'static str,
        method: (&'static str, &'static str),
    ) {
        let goods = self.pick(&[89_000, 149_000, 178_000, 238_000], &[58, 22, 12, 8]);
        self.quarter.orders.push(Order { customer: self.index, at, paid, status, method, goods });
    }

    /// Leaves at the postage; some have an order that is never paid.
    fn leave(&mut self, at: i64, part: &'static str) {
        if part == "checkout" && self.random.chance(110) {
            let method = self.method();
            let status = if self.random.chance(500) { "cancelled" } else { "failed" };
            self.order(at + 60, None, status, method);
        }
        if self.random.chance(185) {
            self.asked(at, part, Moment::Left, 0);
        }
        self.look_again(at);
    }

    /// What some do after they left: compare once more, or ask a person. Most do nothing. Drawn apart, so that nothing
    /// else of the quarter depends on it.
    fn look_again(&mut self, left: i64) {
        let mut random = Random::of(4, self.index as u64);
        let weights = match self.customer.style {
            Style::Alone => [82, 16, 2],
            Style::Helped => [76, 6, 18],
            Style::Unknown => [86, 10, 4],
        };
        let pause = [random.between(4 * 60, 50 * 60), random.between(3 * HOUR, 40 * HOUR)];
        let at = left + pause.get(random.weighted(&[45, 55])).copied().unwrap_or(HOUR);
        match random.weighted(&weights) {
            1 => self.hit(at, "view_item", Some("/produk/serum-melati-15ml")),
            2 => self.hit(at, "click_whatsapp", Some("/keranjang")),
            _ => {}
        }
    }

    fn ticket(&mut self, at: i64, matter: Matter) {
        let solved = at + self.random.between(HOUR, 40 * HOUR);
        let words = self.random.below(1 << 20);
        let solved = (solved < END).then_some(solved);
        self.quarter.tickets.push(Ticket { customer: self.index, at, solved, matter, words });
    }

    /// The parcel: when it arrives and how many days late, if it arrives at all.
    fn receive(&mut self, paid: i64) -> Option<(i64, i64)> {
        let fetched =
            (paid / DAY + self.random.between(1, 2)) * DAY + self.random.between(9 * HOUR, 17 * HOUR);
        let days = if self.customer.town.2 { 3 } else { 5 };
        let promised = (fetched / DAY + days) * DAY + DAY - 1;
        let late =
            if self.random.chance(420) { self.pick(&[2, 3, 4, 5, 6], &[30, 28, 20, 13, 9]) } else { 0 };
        let arrival =
            if late > 0 { promised / DAY + late } else { promised / DAY - self.random.between(0, 2) };
        let at = arrival * DAY + self.random.between(9 * HOUR, 18 * HOUR);
        let back = self.random.chance(12);
        let (delivered, status) = match (at < END, back) {
            (true, false) => (Some(at), ("DELIVERED", at)),
            (true, true) => (None, ("RETURNED", at)),
            (false, _) if fetched < END => (None, ("ON PROCESS", (fetched + 9 * HOUR).min(END - 60))),
            (false, _) => return None,
        };
        if late > 0 && self.random.chance(380) {
            let at = promised + self.random.between(2 * HOUR, 40 * HOUR);
            self.ticket(at, Matter::Late);
        }
        let customer = self.index;
        self.quarter.parcels.push(Parcel { customer, ordered: paid, fetched, promised, delivered, status });
        Some((delivered?, late))
    }

    /// E-mails, points and the survey; the instant of the last of them.
    fn keep(&mut self, arrived: i64, late: bool) -> i64 {
        let mut at = arrived;
        let mut met = vec!["delivery"];
        if self.random.chance(430) {
            at += self.random.between(12 * HOUR, 3 * DAY);
            self.session(at, ("newsletter", "email"));
            self.hit(at + 3, "page_view", Some("/panduan/minggu-pertama"));
            met.push("mail");
        }
        if self.random.chance(if late { 210 } else { 460 }) {
            at += self.random.between(600, DAY);
            self.hit(at, "join_group", Some("/poin"));
            if self.random.chance(300) {
                at += self.random.between(DAY, 4 * DAY);
                self.hit(at, "redeem_points", Some("/poin"));
            }
            met.push("loyalty");
        }
        if self.random.chance(if late { 560 } else { 320 }) {
            // Late parcels are what people answer about.
            let part = if late { "delivery" } else { self.random.one(&met, "delivery") };
            let moment = if late { Moment::Late } else { Moment::OnTime };
            let days = self.quarter.parcels.last().map_or(0, |parcel| {
                parcel.delivered.map_or(0, |delivered| delivered / DAY - parcel.promised / DAY)
            });
            let asked = arrived + self.random.between(HOUR, 2 * DAY);
            self.hit(asked, "page_view", Some("/survei"));
            self.asked(asked, part, moment, days);
        }
        at
    }

    /// Invites, reviews, shows.
    fn tell(&mut self, kept: i64) {
        let mut at = kept + self.random.between(DAY, 9 * DAY) / DAY * DAY;
        at = at / DAY * DAY + hour_of_day(&mut self.random);
        let at = at.max(kept + HOUR);
        let which = self.random.weighted(&[30, 38, 12, 12, 8]);
        if matches!(which, 0 | 3) {
            self.hit(at, "share", Some("/ajak"));
        }
        if matches!(which, 1 | 3 | 4) {
            self.hit(at + 200, "review_submit", Some("/produk/serum-melati-15ml"));
        }
        if matches!(which, 2 | 4) {
            self.hit(at + 900, "ugc_upload", Some("/galeri"));
        }
        if self.random.chance(430) {
            let asked = at + self.random.between(HOUR, 3 * DAY);
            let score = opinions::likelihood(self.customer, &mut self.random);
            let comment = opinions::loyalty(score, self.customer, &mut self.random);
            let named = !self.random.chance(100);
            let (customer, touchpoint) = (self.index, "");
            self.quarter.recommendations.push(Answer {
                customer,
                at: asked,
                named,
                touchpoint,
                score,
                comment,
            });
        }
    }
}
