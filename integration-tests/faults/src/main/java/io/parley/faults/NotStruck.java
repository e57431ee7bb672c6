package io.parley.faults;

/**
 * A fault did not strike: nothing was killed, frozen, cut or refused. The case says nothing about
 * the product, so it counts as not carried out.
 */
public final class NotStruck extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Ends the case.
   *
   * @param what did not happen
   */
  public NotStruck(String what) {
    super("The fault did not strike, so the case shows nothing: " + what);
  }
}
