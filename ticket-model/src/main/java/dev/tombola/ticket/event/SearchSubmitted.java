package dev.tombola.ticket.event;

import dev.tombola.ticket.SearchId;
import dev.tombola.ticket.search.ResolvedSearch;

/** A user wants a search, or no longer. Topic "searches", key: the search. */
public record SearchSubmitted(SearchId search, ResolvedSearch resolved, boolean cancelled) {}
