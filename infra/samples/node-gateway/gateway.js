// A gateway for one user with one device. What comes in on standard input is sent, and what happens is printed, one
// JSON object a line. The comments name the rules of schemas/CONTRACT.md.
//
//   node gateway.js --kafka 127.0.0.1:9092 --registry http://127.0.0.1:8085/apis/ccompat/v7 --cql 127.0.0.1:9042 \
//                   --gateway gw-node --user bob --conversation lobby
import { randomUUID } from 'node:crypto'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { Schemas } from './avro.js'
import { Bounds } from './bounds.js'
import { History } from './history.js'
import { assignerOf, connect, endOf, partitioner, partitionOf } from './kafka.js'
import { Life } from './life.js'

const PAGE = 200
const GATEWAYS = 'chat.gateways'
const SESSIONS = 'chat.sessions'
const COMMANDS = 'chat.commands'
const RECEIPTS = 'chat.receipts'
const ACKS = 'chat.acks'
const DELIVERIES = 'chat.deliveries'

const options = parseArgs({
  options: Object.fromEntries(
    ['kafka', 'registry', 'cql', 'gateway', 'user', 'conversation'].map((name) => [name, { type: 'string' }])),
}).values

const schemas = new Schemas(options.registry)
const history = new History(options.cql)
const kafka = connect(options.kafka)
const admin = kafka.admin()
// Rules 4 and 8: idempotent, acks from all replicas, no transactions. One request at a time keeps the order.
const producer = kafka.producer({
  createPartitioner: partitioner, idempotent: true, maxInFlightRequests: 1, retry: { retries: 2147483647 },
})

const user = options.user
const device = `${user}.node`
const life = new Life()
const pending = new Map() // client_message_id -> command without an ack
const receipts = new Map() // what was acknowledged within the last 100 ms
const places = new Map() // conversation -> how far the device is
let incarnation = BigInt(Date.now()) // rule 1
let epoch
let consumer
let alive

function print(what) {
  console.log(JSON.stringify(what, (key, value) => (typeof value === 'bigint' ? value.toString() : value)))
}

function write(topic, key, record) {
  return producer.send({ topic, acks: -1, messages: [{ key, value: schemas.encode(topic, record) }] })
}

// Rules 1 to 3. If the silence before this sign of life was longer than the lease, a new incarnation begins.
async function sign(state) {
  const signed = incarnation
  const [{ logAppendTime }] = await write(GATEWAYS, options.gateway, { gateway_id: options.gateway, incarnation: signed, state })
  if (signed === incarnation && state !== 'DOWN' && life.appended(Number(logAppendTime))) {
    await beginAgain()
  }
}

// Rule 3: the epoch rises by one and no more, because the device may have moved to another gateway meanwhile. For the
// router it is a new session without subscriptions, and the SYNCs of that session subscribe it again.
async function beginAgain() {
  const now = BigInt(Date.now())
  incarnation = now > incarnation ? now : incarnation + 1n
  await sign('UP')
  if (epoch !== undefined) {
    epoch += 1n
    places.forEach((at) => { at.open = false })
    await session('CONNECTED', { user, device }, epoch)
  }
  print({ again: options.gateway, incarnation, session_epoch: epoch })
}

const session = (state, of, at) => write(SESSIONS, of.user, {
  user_id: of.user, device_id: of.device, gateway_id: options.gateway,
  gateway_incarnation: incarnation, session_epoch: at, state,
})

// Rules 8 and 9: the command stays here until its ack, and is repeated unchanged after 5 s, 10 s, ... 1 min.
function send(text) {
  const command = {
    client_message_id: randomUUID(), conversation_id: options.conversation, sender_id: user, device_id: device,
    gateway_id: options.gateway, client_time: BigInt(Date.now()),
    payload: {
      'io.parley.schemas.command.SendMessage': { type: 'TEXT', text, media: null, reply_to: null, mentions: [] },
    },
  }
  const attempt = async (wait) => {
    pending.set(command.client_message_id, setTimeout(() => attempt(Math.min(2 * wait, 60_000)), wait))
    await write(COMMANDS, command.conversation_id, command)
  }
  attempt(5_000)
}

function onAck(ack) {
  if (!pending.has(ack.client_message_id)) {
    return // an answer that nobody waits for any more
  }
  clearTimeout(pending.get(ack.client_message_id))
  pending.delete(ack.client_message_id)
  print({ ack: ack.status, reason: ack.reason, event_id: ack.event_id, sequence: ack.sequence })
  // The device gets no delivery of its own event. Before its first event from elsewhere it does not know what it has
  // missed, so its own event proves nothing (rule 12).
  if (ack.status === 'SENT' && place(ack.conversation_id).complete !== null) {
    acknowledge(ack.conversation_id, ack, false)
  }
}

function place(conversation) {
  if (!places.has(conversation)) {
    places.set(conversation, { handed: 0n, acknowledged: 0n, known: new Map(), complete: null, sync: null, open: false })
  }
  return places.get(conversation)
}

// Rule 12: events are acknowledged up to the first gap in their sequence.
function acknowledge(conversation, event, hasAllBefore) {
  const at = place(conversation)
  if (at.complete === null || (hasAllBefore && event.sequence > at.complete)) {
    at.complete = event.sequence - 1n
  }
  at.known.set(event.sequence, event.event_id)
  for (const sequence of [...at.known.keys()].sort((a, b) => (a < b ? -1 : 1))) {
    if (sequence > at.complete + 1n) {
      break
    }
    at.complete = sequence > at.complete ? sequence : at.complete
    const id = at.known.get(sequence)
    at.acknowledged = id > at.acknowledged ? id : at.acknowledged
    at.known.delete(sequence)
  }
  receipt(conversation)
}

// Rules 11 and 20: receipts are gathered for 100 ms, and the highest is written.
function receipt(conversation) {
  const at = place(conversation)
  if (at.acknowledged > 0n && !receipts.has(conversation)) {
    receipts.set(conversation, setTimeout(() => flush(conversation), 100))
  }
}

function flush(conversation) {
  clearTimeout(receipts.get(conversation))
  receipts.delete(conversation)
  return write(RECEIPTS, conversation, {
    conversation_id: conversation, user_id: user, device_id: device,
    message_id: place(conversation).acknowledged, kind: 'DELIVERED',
  })
}

function hand(conversation, event, hasAllBefore) {
  const at = place(conversation)
  if (event.event_id > at.handed) {
    at.handed = event.event_id
    if (event.device_id !== device) {
      print({ event: event.kind, conversation, event_id: event.event_id, from: event.sender_id, text: event.text })
    }
  }
  acknowledge(conversation, event, hasAllBefore)
}

function eventOf(event) {
  const [name, payload] = Object.entries(event.payload ?? { UNKNOWN: {} })[0] // rule 24
  return { ...event, kind: name.split('.').pop(), text: payload.text ?? null, changes: payload.changes ?? [] }
}

function onDelivery(delivery) {
  const { kind, conversation_id: conversation } = delivery
  if (kind === 'DIRECT' || kind === 'SYNC') {
    const of = { user: delivery.recipient_id, device: delivery.device_id }
    if (of.user !== user || of.device !== device || delivery.session_epoch !== epoch) {
      session('DISCONNECTED', of, delivery.session_epoch) // rule 7
      return
    }
  }
  const at = place(conversation)
  if (kind === 'DIRECT' || (kind === 'BROADCAST' && at.open)) {
    live(conversation, at, eventOf(delivery.event))
  } else if (kind === 'SYNC') {
    sync(conversation, at, delivery.after_event_id ?? 0n, delivery.up_to_event_id)
  } else if (kind === 'STATUS' && delivery.recipient_id === user) {
    print({ status: delivery.status.status, message_id: delivery.status.message_id }) // rule 19
  }
}

// Rules 10, 13, 16 and 18.
function live(conversation, at, event) {
  if (event.event_id <= at.acknowledged) {
    receipt(conversation)
  } else if (at.sync !== null) {
    at.sync.raise(event.event_id)
  } else if (event.event_id > at.handed) {
    hand(conversation, event, false)
    if (event.changes.some((change) => change.user_id === user && change.action === 'LEAVE')) {
      at.open = false // rule 18: nothing more until a SYNC without an end, which follows a JOIN
    }
  }
}

// Rules 13 to 17. A SYNC that comes while one is under way only moves its bounds.
function sync(conversation, at, after, end) {
  at.open = end === null
  at.sync?.replaceBy(after, end)
  if (end !== null && end <= at.acknowledged) {
    receipt(conversation)
  } else if (at.sync === null) {
    at.sync = new Bounds(after, end)
    at.sync.reach(at.acknowledged)
    read(conversation, at)
  }
}

// Reads on until nothing is left. If the database does not answer, it is asked again.
async function read(conversation, at) {
  try {
    if (at.sync.beginsWithNewest) {
      const [page, join] = await Promise.all([history.beforeNewest(conversation, PAGE), history.beforeJoin(conversation, user)])
      if (at.sync.beginsWithNewest) {
        at.sync.reach(page > join ? page : join)
      }
    }
    let events
    let upTo
    do {
      upTo = at.sync.upTo // a SYNC may move it while a page is read: then there is more to read, or less to hand on
      events = await history.page(conversation, at.sync.after, upTo, PAGE)
      for (const event of events.filter(({ event_id: id }) => id <= at.sync.upTo)) {
        hand(conversation, event, true)
        at.sync.reach(event.event_id)
      }
    } while ((events.length > 0 && at.sync.after < at.sync.upTo) || at.sync.upTo !== upTo)
  } catch (error) {
    print({ waiting: `the history cannot be read: ${error.message}` })
    setTimeout(() => read(conversation, at), 1_000)
    return
  }
  if (!at.sync.isOpen && at.acknowledged < at.sync.upTo) {
    at.acknowledged = at.sync.upTo // no row is left, so the end itself is acknowledged
  }
  at.sync = null
  receipt(conversation)
}

async function start() {
  await Promise.all([producer.connect(), admin.connect(), ...[GATEWAYS, SESSIONS, COMMANDS, RECEIPTS].map((topic) => schemas.load(topic))])
  await sign('UP') // rule 2: UP, the partitions, their ends, and only then connections
  alive = setInterval(() => sign('ALIVE'), 2_000) // rule 3
  const partitions = {}
  const ends = []
  for (const topic of [ACKS, DELIVERIES]) {
    partitions[topic] = await partitionOf(admin, topic, options.gateway)
    ends.push({ topic, partition: partitions[topic], offset: await endOf(admin, topic, partitions[topic]) })
  }
  consumer = kafka.consumer({
    groupId: `${options.gateway}-${incarnation}`, partitionAssigners: [assignerOf(partitions)],
    readUncommitted: true, maxWaitTimeInMs: 100, maxBytesPerPartition: 2097152,
  })
  await consumer.connect()
  await consumer.subscribe({ topics: [ACKS, DELIVERIES] })
  await consumer.run({ autoCommit: false, eachMessage: onRecord })
  ends.forEach((end) => consumer.seek(end))
  epoch = BigInt(Date.now()) // rule 5
  await session('CONNECTED', { user, device }, epoch)
  print({ connected: user, gateway: options.gateway, incarnation, session_epoch: epoch })
}

async function onRecord({ topic, message }) {
  if (message.key?.toString() !== options.gateway) {
    return // other gateways share the partition
  }
  const record = await schemas.decode(message.value).catch(() => null)
  if (record !== null) {
    topic === ACKS ? onAck(record) : onDelivery(record)
  }
}

async function stop() {
  for (let tenths = 0; pending.size > 0 && tenths < 50; tenths++) {
    await new Promise((resolve) => setTimeout(resolve, 100)) // the last acks may be under way
  }
  clearInterval(alive) // no ALIVE may follow DOWN
  pending.forEach(clearTimeout)
  await consumer.stop()
  await Promise.all([...receipts.keys()].map(flush))
  await session('DISCONNECTED', { user, device }, epoch) // rule 6
  await sign('DOWN')
  await Promise.all([consumer.disconnect(), producer.disconnect(), admin.disconnect(), history.close()])
  process.exit(0)
}

await start()
createInterface({ input: process.stdin }).on('line', send).on('close', stop)
process.on('SIGTERM', stop)
