package io.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.infra.local.KafkaBroker;
import io.parley.infra.local.junit.LocalServers;
import io.parley.infra.local.junit.UsesLocalServers;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

@UsesLocalServers({})
class StackIT {

  @Test
  void aKillEndsServersWithoutAnOrderlyStop(LocalServers servers) throws Exception {
    Stack stack =
        new Stack(servers.directory().resolve("killed"), StackSettings.of(new StackPorts(), 1));
    KafkaBroker kafka = stack.kafka();
    kafka.start();
    stack.registry().start();
    stack.registry().pause();

    stack.kill();

    assertThat(kafka.isAlive()).isFalse();
    assertThat(stack.registry().isAlive()).as("a paused server").isFalse();
    assertThat(Files.readString(kafka.logFile())).doesNotContain("shutting down");
  }
}
