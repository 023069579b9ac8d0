package dev.tombola.ticket.event;

import dev.tombola.ticket.search.RunId;

/**
 * No live search wants a run any more, or one does again. Topic {@code training-withdrawn}, key: the run.
 *
 * @param withdrawn false once a search wants the run again
 */
public record TrainingWithdrawn(RunId run, boolean withdrawn) {}
