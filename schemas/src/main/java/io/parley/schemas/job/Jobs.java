package io.parley.schemas.job;

/** The names of the jobs in the catalogue. */
public final class Jobs {

  public static final String INGEST = "ingest";
  public static final String ROUTING = "routing";
  public static final String RECEIPTS = "receipts";

  private Jobs() {}
}
