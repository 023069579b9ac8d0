package dev.tombola.ticket.run;

import dev.tombola.ticket.event.TrainingEnded;

/**
 * Steps of a run that one attempt took in a row: from its start or a checkpoint to a checkpoint or the end.
 *
 * @param attempt as in {@link TrainingEnded}
 * @param trainer its name
 * @param from steps done before
 * @param to steps done after
 * @param seconds that they took, measuring included
 */
public record Stretch(String attempt, String trainer, int from, int to, double seconds, Fingerprint fingerprint) {}
