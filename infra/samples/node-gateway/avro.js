// Avro in the Confluent wire format: the byte 0, a schema id of 4 bytes, the record. Longs are BigInt, because an id
// does not fit into a JavaScript number.
import avro from 'avsc'

const long = avro.types.LongType.__with({
  fromBuffer: (bytes) => bytes.readBigInt64LE(),
  toBuffer: (value) => {
    const bytes = Buffer.alloc(8)
    bytes.writeBigInt64LE(value)
    return bytes
  },
  fromJSON: BigInt,
  toJSON: Number,
  isValid: (value) => typeof value === 'bigint',
  compare: (a, b) => (a < b ? -1 : a > b ? 1 : 0),
})

export class Schemas {
  #url
  #byId = new Map()
  #byTopic = new Map()

  constructor(url) {
    this.#url = url
  }

  // Looks the schema of a topic up. A gateway never registers one.
  async load(topic) {
    const { id, schema } = await this.#get(`/subjects/${topic}-value/versions/latest`)
    this.#byTopic.set(topic, { id, type: this.#parse(schema) })
  }

  encode(topic, record) {
    const { id, type } = this.#byTopic.get(topic)
    const header = Buffer.alloc(5)
    header.writeUInt32BE(id, 1)
    return Buffer.concat([header, type.toBuffer(record)])
  }

  async decode(value) {
    if (value === null || value.length < 5 || value[0] !== 0) {
      throw new Error('not in the Confluent wire format')
    }
    const id = value.readUInt32BE(1)
    if (!this.#byId.has(id)) {
      const { schema } = await this.#get(`/schemas/ids/${id}`)
      this.#byId.set(id, this.#parse(schema))
    }
    return this.#byId.get(id).fromBuffer(value.subarray(5))
  }

  #parse(schema) {
    return avro.Type.forSchema(JSON.parse(schema), { registry: { long } })
  }

  async #get(path) {
    const response = await fetch(this.#url + path)
    if (!response.ok) {
      throw new Error(`the schema registry answers ${response.status} to ${path}`)
    }
    return response.json()
  }
}
