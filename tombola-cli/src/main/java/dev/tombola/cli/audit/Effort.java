package dev.tombola.cli.audit;

import dev.tombola.ticket.run.Stretch;

/**
 * What one attempt did, as far as it is known.
 *
 * @param from steps of the run that were done before
 * @param to steps done after
 * @param seconds since it began to train
 */
record Effort(int from, int to, double seconds) {
    static Effort of(Stretch stretch) {
        return new Effort(stretch.from(), stretch.to(), stretch.seconds());
    }

    /** Of two reports of one attempt, which counts from its beginning, the later one includes the earlier. */
    Effort and(Effort other) {
        return new Effort(Math.min(from, other.from), Math.max(to, other.to), Math.max(seconds, other.seconds));
    }
}
