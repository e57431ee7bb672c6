package io.parley.benchmarks.bare;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** What one {@link BareLoop} does with its records. All methods run on the thread of the loop. */
interface Work {

  /** The names, in the catalogue, of the topics that the loop reads. */
  List<String> topics();

  /** How long the loop may wait for records before it calls {@link #goOn} again. */
  Duration patience();

  /** Takes the records of one poll, in the order of each partition. */
  void take(ConsumerRecords<byte[], byte[]> records) throws Exception;

  /**
   * Sends what is due.
   *
   * @param idle whether there was nothing to take, so that this is the time to wait for a row
   */
  void goOn(boolean idle) throws Exception;

  /** Waits until all rows are acknowledged and all records of this transaction are sent. */
  void finish() throws Exception;
}
