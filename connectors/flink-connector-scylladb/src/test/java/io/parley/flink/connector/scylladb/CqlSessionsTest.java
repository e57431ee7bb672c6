package io.parley.flink.connector.scylladb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

class CqlSessionsTest {

  private final List<String> opened = new ArrayList<>();
  private final List<String> closed = new ArrayList<>();
  private final CqlSessions sessions = new CqlSessions(this::open);
  private boolean clusterIsDown;

  @Test
  void equalConnectionsShareOneSessionUntilTheLastLetsGo() throws Exception {
    CqlSessions.Lease first = sessions.acquire(connection("dc1"));
    CqlSessions.Lease second = sessions.acquire(connection("dc1"));
    assertThat(second.session()).isSameAs(first.session());

    first.close();
    first.close();
    assertThat(closed).isEmpty();
    second.close();

    assertThat(opened).containsExactly("dc1");
    assertThat(closed).containsExactly("dc1");
  }

  @Test
  void otherConnectionsHaveSessionsOfTheirOwn() throws Exception {
    CqlSessions.Lease one = sessions.acquire(connection("dc1"));
    CqlSessions.Lease other = sessions.acquire(connection("dc2"));

    one.close();

    assertThat(opened).containsExactly("dc1", "dc2");
    assertThat(closed).containsExactly("dc1");
    other.close();
  }

  @Test
  void aSessionThatWasClosedIsOpenedAnew() throws Exception {
    sessions.acquire(connection("dc1")).close();
    sessions.acquire(connection("dc1")).close();

    assertThat(opened).containsExactly("dc1", "dc1");
  }

  @Test
  void aFailedOpeningLeavesNothingBehind() throws Exception {
    clusterIsDown = true;
    assertThatThrownBy(() -> sessions.acquire(connection("dc1"))).isInstanceOf(IOException.class);
    clusterIsDown = false;

    sessions.acquire(connection("dc1")).close();

    assertThat(closed).containsExactly("dc1");
  }

  private CqlSession open(ScyllaConnection connection) throws IOException {
    if (clusterIsDown) {
      throw new IOException("down");
    }
    opened.add(connection.localDatacenter());
    return (CqlSession)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {CqlSession.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("closeAsync")) {
                closed.add(connection.localDatacenter());
                return CompletableFuture.completedFuture(null);
              }
              throw new UnsupportedOperationException(method.getName());
            });
  }

  private static ScyllaConnection connection(String datacenter) {
    Configuration configuration = new Configuration();
    configuration.set(ScyllaOptions.CONTACT_POINTS, List.of("127.0.0.1:9042"));
    configuration.set(ScyllaOptions.LOCAL_DATACENTER, datacenter);
    return ScyllaConnection.read(new OptionReader(configuration));
  }
}
