package io.parley.benchmarks;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.parley.infra.local.CqlServer;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The simplest possible writer, against which the connector is measured: one thread, one prepared
 * statement, and a bound on requests in flight.
 */
record BareDriverLoop(CqlServer server, int inFlight) implements Contender {

  @Override
  public String name() {
    return "(a) bare driver loop";
  }

  @Override
  public Run start() {
    AtomicBoolean stopped = new AtomicBoolean();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread thread = new Thread(() -> write(stopped, failure), "bare-driver-loop");
    thread.start();
    return () -> {
      stopped.set(true);
      thread.join();
      if (failure.get() != null) {
        throw new IllegalStateException("A write of the bare loop failed.", failure.get());
      }
    };
  }

  private void write(AtomicBoolean stopped, AtomicReference<Throwable> failure) {
    try (CqlSession session = SampleTable.session(server)) {
      PreparedStatement insert = session.prepare(SampleTable.INSERT);
      Semaphore window = new Semaphore(inFlight);
      for (long number = 0; !stopped.get(); number++) {
        Sample sample = Sample.of(number);
        window.acquireUninterruptibly();
        var unused =
            session
                .executeAsync(
                    SampleTable.bind(sample, insert.boundStatementBuilder())
                        .setLong("[timestamp]", sample.version)
                        .build())
                .whenComplete(
                    (result, error) -> {
                      window.release();
                      if (error != null) {
                        failure.set(error);
                        stopped.set(true);
                      }
                    });
      }
      window.acquireUninterruptibly(inFlight);
    }
  }
}
