package io.parley.gateway.server.http;

/**
 * An answer of the REST interface that is a refusal. The message is for the client and says what
 * was expected and what to do.
 */
public final class ApiException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  public ApiException(int status, String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  static ApiException badRequest(String message) {
    return new ApiException(400, "BAD_REQUEST", message);
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }
}
