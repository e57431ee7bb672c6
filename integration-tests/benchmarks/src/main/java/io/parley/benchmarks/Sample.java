package io.parley.benchmarks;

/** The record of the benchmark: a row of about 200 bytes. A POJO to Flink. */
public class Sample {

  private static final int PARTITIONS = 1000;
  private static final int ROWS_PER_PARTITION = 1000;
  private static final String PAYLOAD = "x".repeat(170);

  public String sensor;
  public long at;
  public String payload;
  public long version;

  public Sample() {}

  /** The sample with a number. After a million, the samples repeat with newer versions. */
  static Sample of(long number) {
    Sample sample = new Sample();
    sample.sensor = "sensor-" + number % PARTITIONS;
    sample.at = number / PARTITIONS % ROWS_PER_PARTITION;
    sample.payload = PAYLOAD;
    sample.version = number + 1;
    return sample;
  }
}
