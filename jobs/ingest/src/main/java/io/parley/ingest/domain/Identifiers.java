package io.parley.ingest.domain;

import java.util.regex.Pattern;

/** The rule for the ids of users, conversations, devices, gateways and client messages. */
public final class Identifiers {

  private static final Pattern VALID = Pattern.compile("[A-Za-z0-9._:@-]{1,64}");

  private Identifiers() {}

  /** Whether it is 1 to 64 characters of {@code A-Z a-z 0-9 . _ : @ -}. */
  public static boolean isValid(String id) {
    return id != null && id.length() <= 64 && VALID.matcher(id).matches();
  }
}
