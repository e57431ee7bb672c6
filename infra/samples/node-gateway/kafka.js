// kafkajs, set up as the contract asks.
import kafkajs from 'kafkajs'
import lz4 from 'lz4js'

const { AssignerProtocol, CompressionCodecs, CompressionTypes, Kafka, Partitioners, logLevel } = kafkajs

// The jobs compress with lz4, and kafkajs does not bring that codec. lz4js reads what they write. What lz4js itself writes
// has blocks that depend on each other, which Kafka refuses, so this gateway writes without compression.
CompressionCodecs[CompressionTypes.LZ4] = () => ({
  compress: () => Promise.reject(new Error('Kafka refuses what lz4js compresses: use GZIP or none')),
  decompress: async (bytes) => Buffer.from(lz4.decompress(bytes)),
})

export function connect(brokers) {
  return new Kafka({ clientId: 'parley-node-gateway', brokers: brokers.split(','), logLevel: logLevel.ERROR })
}

// Kafka's murmur2. DefaultPartitioner of kafkajs 2 is the one of the Java client.
export const partitioner = Partitioners.DefaultPartitioner

// The partition of a topic in which the records for a key lie.
export async function partitionOf(admin, topic, key) {
  const { topics } = await admin.fetchTopicMetadata({ topics: [topic] })
  return partitioner()({ topic, partitionMetadata: topics[0].partitions, message: { key } })
}

// Where a partition ends now.
export async function endOf(admin, topic, partition) {
  const offsets = await admin.fetchTopicOffsets(topic)
  return offsets.find((each) => each.partition === partition).high
}

// kafkajs has no assign: a group of one member takes exactly the given partitions.
export function assignerOf(partitions) {
  return () => ({
    name: 'own-partitions',
    version: 1,
    assign: async ({ members }) =>
      members.map(({ memberId }) => ({
        memberId,
        memberAssignment: AssignerProtocol.MemberAssignment.encode({
          version: 1,
          assignment: Object.fromEntries(Object.entries(partitions).map(([topic, each]) => [topic, [each]])),
        }),
      })),
    protocol: ({ topics }) => ({
      name: 'own-partitions',
      metadata: AssignerProtocol.MemberMetadata.encode({ version: 1, topics }),
    }),
  })
}
