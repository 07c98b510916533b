package io.github.koresimroutes.explain;

import io.github.koresimroutes.journal.JournalEntry;

/**
 * Something that may come, and that routes may treat in a way of its own.
 *
 * @param name  for people
 * @param event what it is
 */
public record Occasion(String name, JournalEntry event) {
}
