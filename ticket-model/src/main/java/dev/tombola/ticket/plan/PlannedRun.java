package dev.tombola.ticket.plan;

import dev.tombola.ticket.run.RequestedRun;

/** A run that a search wants, whether or not it can be named yet. */
public record PlannedRun(Role role, Prospect<RequestedRun> run) {}
