package io.parley.common.registry;

import io.parley.schemas.wire.RegistryUnavailableException;
import io.parley.schemas.wire.SchemaLookup;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import org.apache.avro.Schema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lookup that asks again, at growing intervals, until the registry answers or patience is used
 * up. For one thread. An interrupt (the task is cancelled) ends the wait at once.
 *
 * <p>Metrics: {@code registryOutage} is 1 while it waits, else 0; {@code registryRetries} counts.
 * One log line when an outage begins and one when it ends.
 */
public final class PatientSchemaLookup implements SchemaLookup, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PatientSchemaLookup.class);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final SchemaLookup registry;
  private final Duration patience;
  private final Counter retries;
  private final Pause pause;
  private final LongSupplier nanoClock;
  private volatile boolean outage;

  PatientSchemaLookup(
      SchemaLookup registry,
      Duration patience,
      MetricGroup metrics,
      Pause pause,
      LongSupplier nanoClock) {
    this.registry = registry;
    this.patience = patience;
    this.retries = metrics.counter("registryRetries");
    this.pause = pause;
    this.nanoClock = nanoClock;
    metrics.gauge("registryOutage", (Gauge<Integer>) () -> outage ? 1 : 0);
  }

  /**
   * Adds patience to a lookup.
   *
   * @param patience the time after which a call throws the error of the last attempt
   */
  public static PatientSchemaLookup of(
      SchemaLookup registry, Duration patience, MetricGroup metrics) {
    return new PatientSchemaLookup(registry, patience, metrics, Pause.SLEEP, System::nanoTime);
  }

  @Override
  public Optional<RegisteredSchema> schemaById(int id) throws RegistryUnavailableException {
    return patiently(() -> registry.schemaById(id));
  }

  @Override
  public OptionalInt idOf(String subject, Schema schema) throws RegistryUnavailableException {
    return patiently(() -> registry.idOf(subject, schema));
  }

  @Override
  public Map<Integer, RegisteredSchema> schemasOf(String subject)
      throws RegistryUnavailableException {
    return patiently(() -> registry.schemasOf(subject));
  }

  private <R> R patiently(Question<R> question) throws RegistryUnavailableException {
    long began = nanoClock.getAsLong();
    Duration next = FIRST_PAUSE;
    while (true) {
      try {
        R answer = question.ask();
        end(began);
        return answer;
      } catch (RegistryUnavailableException e) {
        begin(e);
        if (nanoClock.getAsLong() - began >= patience.toNanos()) {
          throw new RegistryUnavailableException(
              "No answer for %s; the task fails and the restart strategy goes on trying. %s"
                  .formatted(patience, e.getMessage()),
              e);
        }
        waitFor(next, e);
        retries.inc();
        next =
            next.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
                ? next.multipliedBy(2)
                : LONGEST_PAUSE;
      }
    }
  }

  private void waitFor(Duration length, RegistryUnavailableException outage)
      throws RegistryUnavailableException {
    try {
      pause.of(length);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RegistryUnavailableException("Cancelled while the registry was down", outage);
    }
  }

  private void begin(RegistryUnavailableException e) {
    if (!outage) {
      outage = true;
      LOG.warn("The schema registry does not answer; this task waits up to {}.", patience, e);
    }
  }

  private void end(long began) {
    if (outage) {
      outage = false;
      Duration lasted = Duration.ofNanos(nanoClock.getAsLong() - began);
      LOG.info("The schema registry answers again after {}.", lasted);
    }
  }

  @Override
  public void close() throws IOException {
    if (registry instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (IOException | RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IOException("The connection to the schema registry did not close", e);
      }
    }
  }

  @FunctionalInterface
  private interface Question<R> {
    R ask() throws RegistryUnavailableException;
  }
}
