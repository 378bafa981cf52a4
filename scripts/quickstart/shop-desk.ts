import { Int32, type MongoClient, ObjectId } from '../../test/support/driver.ts';
import { Random } from '../../test/support/writer/random.ts';
import { newCart, newEvent, newOrder, orderStates, productId, uuid, warehouses } from './shop-data.ts';

export type WriteKind = 'insert' | 'update' | 'delete';

/** One write: what it is, and how to do it. */
export interface ShopWrite {
  readonly kind: WriteKind;
  execute(client: MongoClient): Promise<unknown>;
}

/** How many documents a desk keeps of each kind before it deletes more than it inserts. */
const keptOfItsOwn = 200;

/** Whoever works in the shop at the same time as others: decides what is written next, and deletes only what is its own. */
export class ShopDesk {
  readonly #number: number;
  readonly #random: Random;
  readonly #customers: number;
  readonly #products: number;
  readonly #orders: ObjectId[] = [];
  readonly #carts: ReturnType<typeof uuid>[] = [];
  #events = 0;

  constructor(number: number, documents: number) {
    this.#number = number;
    this.#random = new Random(number + 1);
    this.#customers = Math.round(documents * 0.18);
    this.#products = Math.round(documents * 0.1);
  }

  next(): ShopWrite {
    const choice = this.#random.below(10);
    if (choice < 2 || this.#orders.length === 0) return this.#placeOrder();
    if (choice < 3) return this.#fillCart();
    if (choice < 4) return this.#number === 0 ? this.#logEvent() : this.#sell();
    if (choice < 6) return this.#moveOrder();
    if (choice < 7) return this.#sell();
    if (choice < 8) return this.#rewardCustomer();
    return this.#orders.length > keptOfItsOwn || this.#carts.length === 0 ? this.#cancelOrder() : this.#emptyCart();
  }

  #placeOrder(): ShopWrite {
    const order = newOrder(new ObjectId(), this.#random, this.#customers, this.#products);
    return {
      kind: 'insert',
      execute: async (client) => {
        await client.db('shop').collection('orders').insertOne(order);
        this.#orders.push(order['_id']);
      },
    };
  }

  #fillCart(): ShopWrite {
    const cart = newCart(uuid(this.#random), this.#random, this.#products);
    return {
      kind: 'insert',
      execute: async (client) => {
        await client.db('shop').collection('carts').insertOne(cart);
        this.#carts.push(cart['_id']);
      },
    };
  }

  /**
   * One desk alone does this: of inserts into a capped collection at the same time, a server keeps another order than its
   * oplog tells, so that not even its own secondaries have the same.
   */
  #logEvent(): ShopWrite {
    this.#events += 1;
    const event = newEvent(this.#events, this.#random);
    return { kind: 'insert', execute: (client) => client.db('logs').collection('events').insertOne(event) };
  }

  #moveOrder(): ShopWrite {
    const id = this.#random.pick(this.#orders);
    const state = this.#random.pick(orderStates);
    const update = { $set: { state }, $push: { history: { state, by: `desk ${this.#random.below(9)}` } as never } };
    return {
      kind: 'update',
      execute: (client) => client.db('shop').collection('orders').updateOne({ _id: id }, update),
    };
  }

  #sell(): ShopWrite {
    const sku = productId(this.#random.below(this.#products / warehouses.length));
    const id = { sku, warehouse: this.#random.pick(warehouses) };
    const update = { $inc: { count: new Int32(-1) } };
    const stock = (client: MongoClient) => client.db('catalogue').collection<{ _id: typeof id }>('stock');
    return { kind: 'update', execute: (client) => stock(client).updateOne({ _id: id }, update) };
  }

  #rewardCustomer(): ShopWrite {
    const id = new Int32(this.#random.below(this.#customers));
    const update = [{ $set: { points: { $add: ['$points', 10] }, 'preferences.theme': this.#random.text(4) } }];
    const customers = (client: MongoClient) => client.db('shop').collection<{ _id: Int32 }>('customers');
    return { kind: 'update', execute: (client) => customers(client).updateOne({ _id: id }, update) };
  }

  #cancelOrder(): ShopWrite {
    const id = this.#orders.splice(this.#random.below(this.#orders.length), 1)[0]!;
    return { kind: 'delete', execute: (client) => client.db('shop').collection('orders').deleteOne({ _id: id }) };
  }

  #emptyCart(): ShopWrite {
    const id = this.#carts.splice(this.#random.below(this.#carts.length), 1)[0]!;
    const carts = (client: MongoClient) => client.db('shop').collection<{ _id: typeof id }>('carts');
    return { kind: 'delete', execute: (client) => carts(client).deleteOne({ _id: id }) };
  }
}
