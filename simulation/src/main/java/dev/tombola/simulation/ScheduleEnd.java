package dev.tombola.simulation;

import dev.tombola.ticket.SearchId;
import dev.tombola.ticket.event.ResultAccepted;
import dev.tombola.ticket.event.SearchConcluded;
import dev.tombola.ticket.run.RunId;
import java.time.Duration;
import java.util.Map;

/**
 * What a schedule came to.
 *
 * @param took in virtual time
 * @param trainings that were begun or gone on with
 * @param steps that they took, in vain or not
 * @param struck how often each hazard did
 * @param digest of all that happened, in order
 */
record ScheduleEnd(
        Map<SearchId, SearchConcluded> conclusions,
        Map<RunId, ResultAccepted> results,
        Duration took,
        int trainings,
        int steps,
        Map<Hazard, Integer> struck,
        long digest) {}
