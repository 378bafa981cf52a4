/** What the shop of the quickstart keeps: collections of every kind, and documents that look like somebody's. */
import {
  Binary,
  Decimal128,
  type Document,
  type IndexDescription,
  Int32,
  Long,
  ObjectId,
} from '../../test/support/driver.ts';
import type { Random } from '../../test/support/writer/random.ts';

/** One collection: how it is made, and its documents by number. */
export interface ShopCollection {
  readonly database: string;
  readonly name: string;
  /** What is special about it, for the reader. */
  readonly about: string;
  /** Its part of all documents. */
  readonly share: number;
  readonly options?: Document;
  readonly indexes?: readonly IndexDescription[];
  readonly document: (number: number, random: Random) => Document;
}

const cities = ['Aveiro', 'Bergen', 'Cork', 'Delft', 'Esbjerg', 'Faro', 'Groningen', 'Husum'];
const words = ['tidal', 'amber', 'northern', 'quiet', 'copper', 'linen', 'harbour', 'slate', 'willow', 'salted'];
const things = ['lamp', 'kettle', 'blanket', 'compass', 'notebook', 'anorak', 'mug', 'bicycle bell', 'tent', 'rope'];
export const warehouses = ['AVE', 'BER', 'COR', 'DEL'];
export const orderStates = ['placed', 'paid', 'packed', 'sent', 'delivered'];

const dayMs = 86_400_000;
const startMs = Date.UTC(2026, 0, 1);
const int = (value: number) => new Int32(value);
const money = (random: Random) => Decimal128.fromString(`${1 + random.below(400)}.${10 + random.below(90)}`);
const day = (number: number) => new Date(startMs - number * dayMs);
const moment = (random: Random) => new Date(startMs - random.below(300 * dayMs));
export const productId = (number: number) => `SKU-${String(number).padStart(6, '0')}`;

/** A UUID that follows from the seed. */
export function uuid(random: Random): Binary {
  const bytes = Buffer.alloc(16);
  for (let at = 0; at < 16; at += 4) bytes.writeUInt32LE(Math.floor(random.fraction() * 2 ** 32), at);
  return new Binary(bytes, Binary.SUBTYPE_UUID);
}

export function newOrder(id: ObjectId, random: Random, customers: number, products: number): Document {
  const items = Array.from({ length: 1 + random.below(4) }, () => ({
    sku: productId(random.below(products)),
    quantity: int(1 + random.below(3)),
    price: money(random),
  }));
  return {
    _id: id,
    customerId: int(random.below(customers)),
    placedAt: moment(random),
    state: random.pick(orderStates),
    items,
    shipping: {
      method: random.pick(['post', 'courier', 'collect']),
      address: address(random),
      gift: random.below(9) === 0,
    },
    history: [{ state: 'placed', by: 'web' }],
    total: money(random),
  };
}

function address(random: Random): Document {
  return {
    street: `${random.pick(words)} street ${1 + random.below(200)}`,
    city: random.pick(cities),
    position: [random.fraction(), random.fraction()],
  };
}

/** All that the shop has, for so many documents altogether. */
export function shopCollections(total: number): readonly ShopCollection[] {
  const customers = Math.round(total * 0.18);
  const products = Math.round(total * 0.1);
  return [
    {
      database: 'shop',
      name: 'customers',
      about: '_id int; unique and nested index',
      share: 0.18,
      indexes: [{ key: { email: 1 }, unique: true }, { key: { 'address.city': 1, since: -1 } }],
      document: (number, random) => ({
        _id: int(number),
        email: `customer${number}@shop.example`,
        name: `${random.pick(words)} ${random.text(7)}`,
        address: address(random),
        preferences: { newsletter: random.below(2) === 0, languages: ['pt', 'nb'].slice(random.below(2)), theme: null },
        since: moment(random),
        points: Long.fromNumber(random.below(100_000)),
      }),
    },
    {
      database: 'shop',
      name: 'orders',
      about: '_id ObjectId; compound, array and partial index',
      share: 0.42,
      indexes: [
        { key: { customerId: 1, placedAt: -1 } },
        { key: { 'items.sku': 1 } },
        { key: { state: 1 }, partialFilterExpression: { state: { $in: ['placed', 'paid'] } } },
      ],
      document: (_number, random) => newOrder(new ObjectId(), random, customers, products),
    },
    {
      database: 'shop',
      name: 'carts',
      about: '_id UUID; TTL index',
      share: 0.08,
      indexes: [{ key: { touchedAt: 1 }, expireAfterSeconds: 30 * 86_400 }],
      document: (_number, random) => newCart(uuid(random), random, products),
    },
    {
      database: 'catalogue',
      name: 'products',
      about: '_id string; unique, compound and text index',
      share: 0.1,
      indexes: [{ key: { slug: 1 }, unique: true }, { key: { category: 1, price: -1 } }, { key: { title: 'text' } }],
      document: (number, random) => ({
        _id: productId(number),
        slug: `${random.pick(words)}-${random.pick(things).replaceAll(' ', '-')}-${number}`,
        title: `${random.pick(words)} ${random.pick(things)}`,
        category: random.pick(things),
        price: money(random),
        dimensions: {
          cm: [random.fraction() * 100, int(random.below(50)), 1.5],
          weight: { value: random.fraction(), unit: 'kg' },
        },
        description: Array.from({ length: 12 }, () => random.pick(words)).join(' '),
      }),
    },
    {
      database: 'catalogue',
      name: 'stock',
      about: '_id {sku, warehouse}; compound index',
      share: 0.1,
      indexes: [{ key: { '_id.warehouse': 1, count: 1 } }],
      document: (number, random) => ({
        _id: {
          sku: productId(Math.floor(number / warehouses.length)),
          warehouse: warehouses[number % warehouses.length]!,
        },
        count: int(random.below(500)),
        shelf: random.text(4),
      }),
    },
    {
      database: 'accounts',
      name: 'days',
      about: '_id date',
      share: 0.005,
      document: (number, random) => ({
        _id: day(number),
        orders: int(random.below(5000)),
        revenue: money(random),
        closed: true,
      }),
    },
    {
      database: 'accounts',
      name: 'invoices',
      about: '_id long; unique compound index',
      share: 0.095,
      indexes: [{ key: { year: 1, number: 1 }, unique: true }],
      document: (number, random) => ({
        _id: Long.fromNumber(2_026_000_000_000 + number),
        year: int(2026),
        number: int(number),
        lines: [{ text: random.pick(things), net: money(random), tax: { rate: 0.23, amount: money(random) } }],
        paid: random.below(3) > 0,
      }),
    },
    {
      database: 'logs',
      name: 'events',
      about: 'capped',
      share: 0.02,
      // Large enough for none to fall out while the quickstart runs.
      options: { capped: true, size: 64_000_000 },
      document: (number, random) => newEvent(number, random),
    },
  ];
}

export function newCart(id: Binary, random: Random, products: number): Document {
  return {
    _id: id,
    touchedAt: new Date(),
    items: Array.from({ length: random.below(4) }, () => ({
      sku: productId(random.below(products)),
      quantity: int(1),
    })),
  };
}

export function newEvent(number: number, random: Random): Document {
  return {
    _id: new ObjectId(),
    at: new Date(),
    number: int(number),
    kind: random.pick(['login', 'search', 'error']),
    text: random.text(40),
  };
}
