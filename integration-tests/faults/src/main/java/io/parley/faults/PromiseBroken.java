package io.parley.faults;

/**
 * The product did not do during a fault what it must: the case has failed. Any other exception of a
 * case says that the case could not be carried out.
 */
public final class PromiseBroken extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Ends the case.
   *
   * @param what the product did, and what it must
   */
  public PromiseBroken(String what) {
    super(what);
  }
}
