package io.parley.e2e.chat;

/** A little talk to look at. */
final class Scenes {

  private Scenes() {}

  static void fill(FakeChat chat) {
    chat.create("g:autumn-trip:k4w9m", "GROUP", "ann", "bob", "chloe", "dev");
    chat.create("d:ann:bob", "DIRECT", "ann", "bob");
    chat.create("d:ann:erik", "DIRECT", "ann", "erik");
    chat.create("history", "GROUP", "ann", "bob");
    chat.fill("history", 5_000, "ann", "bob");
    chat.say(
        "chloe",
        "g:autumn-trip:k4w9m",
        "The hut has four beds left for the second weekend of October.");
    chat.say("dev", "g:autumn-trip:k4w9m", "Take them! I can bring the stove.");
    chat.say("erik", "d:ann:erik", "See you on Thursday then");
    chat.say("bob", "d:ann:bob", "Did you see the forecast?");
    chat.say("bob", "d:ann:bob", "https://weather.example/alps looks fine until Sunday");
  }
}
