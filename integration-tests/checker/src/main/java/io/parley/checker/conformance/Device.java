package io.parley.checker.conformance;

/** One user's device. */
record Device(String user, String id) {

  @Override
  public String toString() {
    return user + "/" + id;
  }
}
