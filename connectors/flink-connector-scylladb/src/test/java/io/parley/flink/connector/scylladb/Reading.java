package io.parley.flink.connector.scylladb;

import java.io.Serializable;
import java.util.Objects;

/** The record of these tests: what a sensor measured, with a version for the write timestamp. */
public class Reading implements Comparable<Reading>, Serializable {

  public String sensor;
  public long at;
  public String value;
  public long version;

  public Reading() {}

  public Reading(String sensor, long at, String value, long version) {
    this.sensor = sensor;
    this.at = at;
    this.value = value;
    this.version = version;
  }

  static Reading of(String sensor, long at) {
    return new Reading(sensor, at, sensor + "/" + at, at + 1);
  }

  @Override
  public int compareTo(Reading other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Reading reading && toString().equals(reading.toString());
  }

  @Override
  public int hashCode() {
    return Objects.hash(sensor, at, value, version);
  }

  @Override
  public String toString() {
    return sensor + "@" + at + "=" + value + " v" + version;
  }
}
