package io.parley.checker.conformance;

/** Looks for breaches of a few rules in the story of a gateway. Without state. */
interface Judge {

  void judge(GatewayStory story, Breaches breaches);
}
