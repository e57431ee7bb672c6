// The stored events of a conversation, for SYNC.
import cassandra from 'cassandra-driver'

const BUCKET_MILLIS = 864000000n
const COLUMNS =
  'event_id, event_kind, sequence, message_id, sender_id, device_id, text, edit_event_id, edited_text, delete_event_id'

export class History {
  #client

  constructor(contactPoint) {
    this.#client = new cassandra.Client({
      contactPoints: [contactPoint],
      localDataCenter: 'datacenter1',
      keyspace: 'parley',
      encoding: { useBigIntAsLong: true },
      queryOptions: { prepare: true, consistency: cassandra.types.consistencies.localQuorum },
    })
  }

  // A page of events above an id and up to another, as they stand now: an edited message has its newest text, and a
  // deleted one has none.
  async page(conversation, after, upTo, limit) {
    const events = []
    for (const bucket of await this.#buckets(conversation, after, upTo)) {
      const rows = await this.#rows(
        `SELECT ${COLUMNS} FROM messages WHERE conversation_id = ? AND bucket = ? AND event_id > ? AND event_id <= ?
         ORDER BY event_id ASC LIMIT ?`,
        [conversation, bucket, after, upTo, limit - events.length])
      for (const row of rows) {
        events.push(await this.#event(conversation, row))
      }
      if (events.length === limit) {
        break
      }
    }
    return events
  }

  // The id before the newest page, for a device of which nothing is known.
  async beforeNewest(conversation, limit) {
    const buckets = await this.#rows('SELECT bucket FROM conversation_buckets WHERE conversation_id = ? LIMIT 1', [conversation])
    const rows = buckets.length === 0 ? [] : await this.#rows(
      'SELECT event_id FROM messages WHERE conversation_id = ? AND bucket = ? LIMIT ?', [conversation, buckets[0].bucket, limit])
    return rows.length === 0 ? 0n : rows[rows.length - 1].event_id - 1n
  }

  // The id before the event with which a user joined: what was before is not for them.
  async beforeJoin(conversation, user) {
    const rows = await this.#rows(
      'SELECT joined_event_id FROM conversation_members WHERE conversation_id = ? AND user_id = ?', [conversation, user])
    return rows.length === 0 ? 0n : rows[0].joined_event_id - 1n
  }

  async #buckets(conversation, after, upTo) {
    const rows = await this.#rows(
      'SELECT bucket FROM conversation_buckets WHERE conversation_id = ? AND bucket >= ? AND bucket <= ? ORDER BY bucket ASC',
      [conversation, bucketOf(after), bucketOf(upTo)])
    return rows.map((row) => row.bucket)
  }

  // The row of an edit has no content: the row of its message has.
  async #event(conversation, row) {
    let message = row
    if (row.message_id !== row.event_id) {
      const found = await this.#rows(
        `SELECT ${COLUMNS} FROM messages WHERE conversation_id = ? AND bucket = ? AND event_id = ?`,
        [conversation, bucketOf(row.message_id), row.message_id])
      message = found[0] ?? row
    }
    return {
      event_id: row.event_id,
      sequence: row.sequence,
      message_id: row.message_id,
      sender_id: row.sender_id,
      device_id: row.device_id,
      kind: row.event_kind,
      text: message.delete_event_id !== null ? null : message.edit_event_id !== null ? message.edited_text : message.text,
    }
  }

  async #rows(query, values) {
    return (await this.#client.execute(query, values)).rows
  }

  close() {
    return this.#client.shutdown()
  }
}

function bucketOf(id) {
  return Number((id >> 22n) / BUCKET_MILLIS)
}
