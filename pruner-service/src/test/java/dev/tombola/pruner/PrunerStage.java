package dev.tombola.pruner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.kafka.EventWriter.Outgoing;
import dev.tombola.testkit.EventSchemas;
import dev.tombola.testkit.FaultyStore;
import dev.tombola.testkit.FaultyStore.Request;
import dev.tombola.testkit.InMemoryObjectStore;
import dev.tombola.testkit.SampleSearches;
import dev.tombola.ticket.event.SearchPlanned;
import dev.tombola.ticket.event.SearchSubmitted;
import dev.tombola.ticket.event.TicketDrawn;
import dev.tombola.ticket.event.TrainingRequested;
import dev.tombola.ticket.event.TrainingWithdrawn;
import dev.tombola.ticket.run.RunId;
import dev.tombola.ticket.search.ResolvedSearch;
import dev.tombola.ticket.store.Blobs;
import dev.tombola.ticket.store.ObjectRef;
import dev.tombola.ticket.wire.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where pruners are heard: keeps what they say. Its store may fail to give some objects. */
final class PrunerStage {
    static final ResolvedSearch SMALL = search("small");

    final Set<ObjectRef> unreachable = new HashSet<>();
    final InMemoryObjectStore store = new InMemoryObjectStore();
    final Blobs blobs;
    final List<Object> said = new ArrayList<>();

    PrunerStage() {
        var faulty = new FaultyStore(store);
        faulty.fail((request, key) -> request == Request.OPEN
                && unreachable.stream().anyMatch(object -> object.key().equals(key)));
        blobs = new Blobs(faulty);
    }

    /** Has heard nothing. All speak to the same listener. */
    Pruner pruner() {
        return new Pruner(new DrawTicket(blobs), this::say);
    }

    /** Every event keeps to its schema, and lies under the key that its topic promises. */
    void say(Outgoing<?> outgoing) {
        EventSchemas.validate(outgoing.topic(), Json.write(outgoing.event()));
        assertThat(outgoing.key())
                .isEqualTo(
                        switch (outgoing.event()) {
                            case SearchPlanned plan -> plan.search().value();
                            case TicketDrawn drawn -> drawn.ticket().path();
                            case TrainingRequested request -> request.run().id().toString();
                            case TrainingWithdrawn withdrawal ->
                                withdrawal.run().toString();
                            default -> throw new AssertionError("the pruner does not say " + outgoing);
                        });
        said.add(outgoing.event());
    }

    <E> List<E> said(Class<E> type) {
        return said.stream().filter(type::isInstance).map(type::cast).toList();
    }

    SearchPlanned lastPlan(ResolvedSearch search) {
        return said(SearchPlanned.class).stream()
                .filter(plan -> plan.search().equals(search.id()))
                .toList()
                .getLast();
    }

    List<RunId> requested() {
        return said(TrainingRequested.class).stream()
                .map(request -> request.run().id())
                .toList();
    }

    static SearchSubmitted submitted(ResolvedSearch search, boolean cancelled) {
        return new SearchSubmitted(search.id(), search, cancelled);
    }

    /** Prunes a file's weights once; one that is not in the store unless it is given. */
    static ResolvedSearch imported(String name) {
        return SampleSearches.resolved(Json.write(search(name).search())
                .replace("\"criterion\":\"random\"", "\"criterion\":\"one-shot-magnitude\"")
                .replace("\"rounds\":2", "\"rounds\":1"));
    }

    static ResolvedSearch imported(String name, ObjectRef weights) {
        var search = imported(name);
        return new ResolvedSearch(search.search(), search.datasets(), Map.of("f", weights), null);
    }

    static ResolvedSearch search(String name) {
        return SampleSearches.resolved("""
                {"name":"%s","network":{"name":"cifar-resnet8","width":2},
                 "recipes":{"r":{"learningRate":0.1,"batch":8,"epochs":1}},
                 "pretrainings":{"f":{"weights":"w.safetensors"}},
                 "chains":{"c":{"from":"f","criterion":"random","rounds":2}},
                 "tasks":{"odd":{"task":"mnist/5-9:100","recipe":"r"}},
                 "seeds":[1,2]}""".formatted(name));
    }
}
