package io.parley.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.command.CommandFailure;
import io.parley.command.ServiceAddresses;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Tests the addresses of the command line. Seen red: with three of the four accepted. */
class GivenAddressesTest {

  private static final ServiceAddresses LOCAL =
      new ServiceAddresses("local:1", "http://local:2", "local", 3, "dc", "parley", "", "parley");

  @Test
  void withoutOptionsTheServersOfThisMachineAreUsed() {
    assertThat(parsed()).isEqualTo(LOCAL);
  }

  @Test
  void allFourTogetherNameServersElsewhere() {
    ServiceAddresses given =
        parsed(
            "--bootstrap-servers=kafka:9092",
            "--registry=http://registry:8081",
            "--cql=scylla:9042",
            "--datacenter=dc1",
            "--topic-prefix=test-");

    assertThat(given.bootstrapServers()).isEqualTo("kafka:9092");
    assertThat(given.cql().contactPoints())
        .containsExactly(InetSocketAddress.createUnresolved("scylla", 9042));
    assertThat(given.topic("chat.acks")).isEqualTo("test-chat.acks");
  }

  @Test
  void someOfTheFourAreRefused() {
    assertThatThrownBy(
            () ->
                parsed(
                    "--bootstrap-servers=kafka:9092",
                    "--registry=http://registry:8081",
                    "--cql=scylla:9042"))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("belong together");
  }

  @Test
  void anAddressWithoutAPortIsRefusedWithItsValue() {
    assertThatThrownBy(
            () -> parsed("--bootstrap-servers=k", "--registry=r", "--cql=scylla", "--datacenter=d"))
        .hasMessageContaining("--cql scylla: expected HOST:PORT");
  }

  private static ServiceAddresses parsed(String... arguments) {
    GivenAddresses given = new GivenAddresses();
    CommandLine.populateCommand(given, arguments);
    return given.orElse(() -> LOCAL);
  }
}
