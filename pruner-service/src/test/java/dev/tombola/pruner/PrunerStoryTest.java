package dev.tombola.pruner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.testkit.InMemoryObjectStore;
import dev.tombola.testkit.SampleSearches;
import dev.tombola.testkit.World;
import dev.tombola.ticket.event.SearchSubmitted;
import dev.tombola.ticket.event.TrainingRequested;
import dev.tombola.ticket.run.RunId;
import dev.tombola.ticket.search.ResolvedSearch;
import dev.tombola.ticket.store.Blobs;
import dev.tombola.ticket.wire.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A pruner plans only what an event touches. One that comes later and plans everything finds nothing to add, ever. */
class PrunerStoryTest {
    private final Blobs blobs = new Blobs(new InMemoryObjectStore());

    @Property(tries = 40)
    void aSuccessorThatHearsEverythingHasNothingToAdd(@ForAll long seed) {
        // Given
        var random = new Random(seed);
        var world = new World(spec -> (spec.id().hashCode() ^ seed) % 7 == 0);
        var searches = LongStream.range(0, 3).mapToObj(i -> search(seed + i)).toList();
        var heard = new ArrayList<Object>();
        var requests = new HashMap<RunId, TrainingRequested>();
        var pruner = new Pruner(new DrawTicket(blobs), outgoing -> {
            heard.add(outgoing.event());
            if (outgoing.event() instanceof TrainingRequested request) {
                requests.put(request.run().id(), request);
            }
        });

        for (int step = 0; step < 40; step++) {
            // When
            var event = next(random, searches, world, pruner.asked(), requests);
            heard.add(event);
            pruner.hear(event);
            if (random.nextBoolean()) {
                List.copyOf(heard.subList(heard.size() / 2, heard.size())).forEach(pruner::hear);
            }
            pruner.turn(2);

            // Then
            var added = new ArrayList<Object>();
            var successor = new Pruner(new DrawTicket(blobs), outgoing -> added.add(outgoing.event()));
            heard.forEach(successor::hear);
            successor.turn(2);
            assertThat(added).isEmpty();
            assertThat(pruner.asked()).isEqualTo(successor.asked());
            assertThat(pruner.outstanding()).isEqualTo(successor.outstanding());
        }
    }

    /** A run ends, if one is out; or a search comes, comes again, or is called off. */
    private static Object next(
            Random random,
            List<ResolvedSearch> searches,
            World world,
            Map<RunId, Integer> asked,
            Map<RunId, TrainingRequested> requests) {
        var out = asked.keySet().stream().map(requests::get).toList();
        if (out.isEmpty() || random.nextInt(4) == 0) {
            var search = searches.get(random.nextInt(searches.size()));
            return new SearchSubmitted(search.id(), search, random.nextInt(3) == 0);
        }
        return world.train(out.get(random.nextInt(out.size())).run());
    }

    /** Of a small network. What it prunes by magnitude cannot be drawn, since nobody has really trained its weights. */
    private static ResolvedSearch search(long seed) {
        return SampleSearches.resolved(Json.write(SampleSearches.any(seed).search())
                .replace("{\"name\":\"cifar-resnet8\"}", "{\"name\":\"cifar-resnet8\",\"width\":2}"));
    }
}
