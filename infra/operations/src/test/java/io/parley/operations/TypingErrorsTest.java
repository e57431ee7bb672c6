package io.parley.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.operations.deadletters.DeadLettersCommand;
import io.parley.operations.deploy.DeployCommand;
import io.parley.operations.doctor.DoctorCommand;
import io.parley.operations.transactions.TransactionsCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Tests that a typing error is refused where it would otherwise choose nothing, in silence.
 *
 * <p>Seen red: {@code --job} without its converter; {@code --passwords} that passes over files
 * which are not there.
 */
class TypingErrorsTest {

  private static final String NO_KAFKA = "127.0.0.1:1";

  @TempDir private Path directory;

  @Test
  void aJobThatDoesNotExistIsRefusedWithTheNamesOfThoseThatDo() {
    for (CommandRun run :
        new CommandRun[] {
          CommandRun.of(
              new DeadLettersCommand(), NO_KAFKA, "dead-letters", "replay", "--job", "recepits"),
          CommandRun.of(
              new TransactionsCommand(), NO_KAFKA, "transactions", "abort", "--job", "recepits")
        }) {
      assertThat(run.exitCode()).isEqualTo(CommandLine.ExitCode.USAGE);
      assertThat(run.err())
          .contains("'recepits' is not a job; expected one of ingest, routing, receipts");
    }
  }

  @Test
  void aRoleThatDoesNotExistIsRefusedWithTheNamesOfThoseThatDo() {
    CommandRun run = CommandRun.of(new DoctorCommand(), NO_KAFKA, "doctor", "--role", "operater");
    assertThat(run.exitCode()).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(run.err()).contains("No principal 'operater' in the rights table", "operator");
  }

  @Test
  void clocksCannotBeCloserThanTheSame() {
    CommandRun run =
        CommandRun.of(new DoctorCommand(), NO_KAFKA, "doctor", "--clock-tolerance", "-5");
    assertThat(run.exitCode()).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(run.err())
        .contains("--clock-tolerance -5: expected a whole number from 0 to 86400000");
  }

  @Test
  void aDirectoryWithoutPasswordsIsNotTakenForARotation() throws IOException {
    Path config =
        Files.writeString(
            directory.resolve("cluster.yaml"),
            """
            kafka: {bootstrap-servers: "127.0.0.1:1"}
            cql: {contact-points: "127.0.0.1:1", datacenter: dc1}
            registry: {urls: "http://127.0.0.1:1/apis"}
            """);

    assertThat(rights(config, directory.resolve("nowhere")).err())
        .contains("--passwords", "there is no directory", "nowhere");
    assertThat(rights(config, directory).err())
        .contains("has a file for none of the users [parley-ingest", "Nothing was changed.");
  }

  private static CommandRun rights(Path config, Path passwords) {
    CommandRun run =
        CommandRun.of(
            new DeployCommand(),
            NO_KAFKA,
            "deploy",
            "rights",
            "--config",
            config.toString(),
            "--passwords",
            passwords.toString());
    assertThat(run.exitCode()).isEqualTo(CommandLine.ExitCode.USAGE);
    return run;
  }
}
