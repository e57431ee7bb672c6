package io.parley.gateway.client;

import java.util.regex.Pattern;

/** The rule for ids, checked where the server passes one in. */
final class Ids {

  private static final Pattern RULE = Pattern.compile("[A-Za-z0-9._:@-]{1,64}");

  static String check(String name, String id) {
    if (id == null || !RULE.matcher(id).matches()) {
      throw new IllegalArgumentException(
          name
              + " is no valid id: expected 1 to 64 characters of A-Z a-z 0-9 . _ : @ - because the"
              + " jobs would refuse every record that bears it");
    }
    return id;
  }

  private Ids() {}
}
