package dev.tombola.ticket.run;

import org.jspecify.annotations.Nullable;

/**
 * What one epoch came to.
 *
 * @param epoch from 1
 * @param loss mean over its training steps
 * @param validation what judges, on the validation split, in [0, 1]; absent where the recipe does not look at it
 */
public record EpochMetrics(
        int epoch, int steps, double loss, @Nullable Double validation) {}
