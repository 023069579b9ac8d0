package dev.tombola.ticket.search;

/** A run that a search wants, whether or not it can be named yet. */
public record PlannedRun(Role role, Prospect<RequestedRun> run) {}
