package io.parley.flink.connector.scylladb;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files that hold secrets. They contain the paths and never a secret itself, so a connection
 * may travel in a job graph and show in a log. A file that is not used is null.
 */
record SecretFiles(
    String username, String password, String truststorePassword, String keystorePassword)
    implements Serializable {

  static SecretFiles read(OptionReader options) {
    SecretFiles files =
        new SecretFiles(
            options.get(ScyllaOptions.USERNAME_FILE),
            options.get(ScyllaOptions.PASSWORD_FILE),
            options.get(ScyllaOptions.TLS_TRUSTSTORE_PASSWORD_FILE),
            options.get(ScyllaOptions.TLS_KEYSTORE_PASSWORD_FILE));
    if ((files.username == null) != (files.password == null)) {
      options.fault(
          "scylladb.username-file and scylladb.password-file come together: set both or neither.");
    }
    return files;
  }

  /** The secret in {@code file}, without the line end that editors add. */
  static String contentOf(String file) throws IOException {
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException e) {
      throw new IOException(
          "Cannot read the secret file "
              + file
              + " on this TaskManager. Mount it there, readable by Flink's user.",
          e);
    }
  }
}
