package io.parley.observability.dashboard;

import java.util.List;

/**
 * One dashboard.
 *
 * @param uid names its file and its address in Grafana
 * @param title its title
 * @param doc what it answers, in a sentence
 * @param sections its sections, from top to bottom
 */
record Dashboard(String uid, String title, String doc, List<Section> sections) {

  Dashboard {
    sections = List.copyOf(sections);
  }

  /** Panels under one heading. */
  record Section(String title, List<Panel> panels) {

    Section {
      panels = List.copyOf(panels);
    }

    static Section of(String title, Panel... panels) {
      return new Section(title, List.of(panels));
    }
  }
}
