package io.parley.common.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;

/**
 * How a job reaches the schema registry. A job only looks schemas up; it never registers any.
 *
 * @param urls base addresses of the Confluent API, one for each node
 * @param authFile file with {@code user:password}, or null for no authentication
 * @param outagePatience how long a task waits for an unreachable registry before it fails
 */
public record RegistryOptions(List<String> urls, SecretFile authFile, Duration outagePatience)
    implements Serializable {

  public static final ConfigOption<String> URL =
      key("registry.url")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Base address of the schema registry's Confluent API; of several nodes, separated by"
                  + " commas.");

  public static final ConfigOption<String> AUTH_FILE =
      key("registry.auth-file")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "File on every TaskManager with one line, `user:password`, for HTTP basic"
                  + " authentication. Absent: no authentication.");

  public static final ConfigOption<Duration> OUTAGE_PATIENCE =
      key("registry.outage-patience")
          .durationType()
          .defaultValue(Duration.ofMinutes(1))
          .withDescription(
              "How long a task that meets an unknown schema id waits for an unreachable registry."
                  + " Then it fails, and the restart strategy goes on waiting. Keep it below"
                  + " `execution.checkpointing.timeout`, so that the cause is in the failure.");

  public static final OptionGroup GROUP =
      OptionGroup.named("Schema registry")
          .withRequired(URL)
          .with(AUTH_FILE, Range.matching("/.*", "an absolute path of a file"))
          .with(OUTAGE_PATIENCE, Range.positive());

  /** A list that the caller cannot change. */
  public RegistryOptions {
    urls = List.copyOf(urls);
  }

  /** Reads the group. */
  public static RegistryOptions read(OptionReader reader) {
    List<String> urls = reader.list(URL);
    if (!urls.stream().allMatch(RegistryOptions::isPlainHttp)) {
      // Not quoted: it may hold a password.
      reader.faultWithoutValue(
          URL.key(), "expected http://host... or https://host... without user and password");
    }
    return new RegistryOptions(urls, reader.secretFile(AUTH_FILE), reader.get(OUTAGE_PATIENCE));
  }

  private static boolean isPlainHttp(String url) {
    try {
      URI uri = URI.create(url);
      return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null
          && uri.getUserInfo() == null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
