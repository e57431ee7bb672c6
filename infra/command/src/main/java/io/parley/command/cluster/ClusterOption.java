package io.parley.command.cluster;

import io.parley.command.CommandContext;
import io.parley.command.CommandFailure;
import io.parley.command.ServiceAddresses;
import io.parley.command.arguments.PathTo;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/**
 * The option {@code --config FILE} of a command, as a picocli mixin: {@code @Mixin private
 * ClusterOption cluster}. Without the option a command works on the local stack.
 */
public final class ClusterOption {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The cluster to work on, as a YAML or properties file (`parley deploy --help` shows one)."
              + " Without it: the servers that `parley up` has started.")
  @PathTo(PathTo.Use.READ_FILE)
  private Path file;

  /** The configuration, if one was given. */
  public Optional<ClusterConfig> config() {
    return Optional.ofNullable(file).map(ClusterOption::load);
  }

  /**
   * The configuration of a command that cannot run without it.
   *
   * @param hint ends the message, or is empty
   * @throws CommandFailure if none was given
   */
  public ClusterConfig required(String hint) {
    return config()
        .orElseThrow(
            () ->
                CommandFailure.wrongUsage(
                    "--config FILE is missing: which cluster? `parley deploy --help` shows a file."
                        + hint));
  }

  /**
   * The services of the configuration, or else those of the local stack.
   *
   * @throws CommandFailure if the file is not valid, or if no file is given and no stack runs
   */
  public ServiceAddresses services(CommandContext local) {
    return config().map(ClusterConfig::services).orElseGet(local::services);
  }

  /**
   * The services of the configuration that a command line names, for messages. Empty if the command
   * line names no configuration, or one that cannot be read.
   */
  public static Optional<ServiceAddresses> servicesOf(ParseResult parsed) {
    CommandSpec command =
        parsed.asCommandLineList().get(parsed.asCommandLineList().size() - 1).getCommandSpec();
    return mixins(command)
        .map(CommandSpec::userObject)
        .filter(ClusterOption.class::isInstance)
        .map(ClusterOption.class::cast)
        .map(ClusterOption::readable)
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** The mixins of a command, and those in them. */
  private static Stream<CommandSpec> mixins(CommandSpec command) {
    return command.mixins().values().stream()
        .flatMap(mixin -> Stream.concat(Stream.of(mixin), mixins(mixin)));
  }

  private Optional<ServiceAddresses> readable() {
    try {
      return config().map(ClusterConfig::services);
    } catch (CommandFailure e) {
      return Optional.empty();
    }
  }

  private static ClusterConfig load(Path file) {
    try {
      return ClusterConfig.load(file);
    } catch (ClusterConfigException e) {
      throw new CommandFailure(e.getMessage());
    }
  }
}
