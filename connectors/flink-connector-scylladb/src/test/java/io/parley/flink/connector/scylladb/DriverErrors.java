package io.parley.flink.connector.scylladb;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.servererrors.InvalidConfigurationInQueryException;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.servererrors.OverloadedException;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import com.datastax.oss.driver.api.core.servererrors.WriteTimeoutException;
import com.datastax.oss.driver.api.core.servererrors.WriteType;

/** Errors as the driver throws them. */
final class DriverErrors {

  private DriverErrors() {}

  static Throwable writeTimeout() {
    return new WriteTimeoutException(null, ConsistencyLevel.LOCAL_QUORUM, 1, 2, WriteType.SIMPLE);
  }

  static Throwable overloaded() {
    return new OverloadedException(null);
  }

  /** As ScyllaDB answers a driver that does not know its code for this. */
  static Throwable partitionRateLimit() {
    return new InvalidConfigurationInQueryException(
        null,
        "Per-partition rate limit reached for writes in table home.readings, rejected by replicas");
  }

  static Throwable invalidValue() {
    return new InvalidQueryException(null, "Key may not be empty");
  }

  static Throwable unauthorized() {
    return new UnauthorizedException(null, "no MODIFY permission");
  }
}
