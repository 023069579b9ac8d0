package dev.tombola.pruner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.kafka.EventWriter.Outgoing;
import dev.tombola.kafka.OversizedEventException;
import dev.tombola.store.mask.MaskFile;
import dev.tombola.testkit.EndlessObject;
import dev.tombola.testkit.EventSchemas;
import dev.tombola.testkit.FaultyStore;
import dev.tombola.testkit.FaultyStore.Request;
import dev.tombola.testkit.InMemoryObjectStore;
import dev.tombola.testkit.SampleSearches;
import dev.tombola.testkit.World;
import dev.tombola.ticket.event.SearchPlanned;
import dev.tombola.ticket.event.SearchSubmitted;
import dev.tombola.ticket.event.TicketDrawn;
import dev.tombola.ticket.event.TrainingRequested;
import dev.tombola.ticket.event.TrainingWithdrawn;
import dev.tombola.ticket.run.RunId;
import dev.tombola.ticket.search.ResolvedSearch;
import dev.tombola.ticket.store.Blobs;
import dev.tombola.ticket.store.Digest;
import dev.tombola.ticket.store.ObjectRef;
import dev.tombola.ticket.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the pruner says: three tickets of a chain of random masks, on one task with two seeds, are six transfers. */
class PrunerTest {
    private static final ResolvedSearch SMALL = search("small");
    private static final World WORLD = new World();

    private final Set<String> unreachable = new HashSet<>();
    private final InMemoryObjectStore store = new InMemoryObjectStore();
    private final FaultyStore faulty = new FaultyStore(store);
    private final Blobs blobs = new Blobs(faulty);
    private final List<Object> said = new ArrayList<>();
    private final Pruner pruner = pruner();

    @BeforeEach
    void someObjectsMayBeOutOfReach() {
        faulty.fail((request, key) -> request == Request.OPEN && unreachable.contains(key));
    }

    @Test
    void drawsWhatItCanAndAsksForTwoTransfersPerTrainer() {
        // Given
        pruner.hear(submitted(SMALL, false));

        // When
        pruner.turn(2);

        // Then
        assertThat(said(TicketDrawn.class))
                .extracting(drawn -> drawn.ticket().level())
                .containsExactly(1, 2);
        assertThat(said(TicketDrawn.class))
                .allSatisfy(
                        drawn -> assertThat(blobs.read(drawn.mask().object())).isNotEmpty());
        assertThat(said(SearchPlanned.class).getLast().runs()).hasSize(6).allMatch(entry -> entry.run() != null);
        assertThat(said(TrainingRequested.class)).hasSize(4).allMatch(request -> request.ask() == 1);
        assertThat(pruner.outstanding()).isEqualTo(6);
    }

    @Test
    void saysNothingTwice() {
        // Given
        pruner.hear(submitted(SMALL, false));
        pruner.turn(1);
        int before = said.size();

        // When
        pruner.turn(1);
        pruner.hear(submitted(SMALL, false));
        pruner.turn(1);

        // Then
        assertThat(said).hasSize(before);
    }

    @Test
    void goesOnWhereItStoppedWhenItHearsWhatItSaid() {
        // Given
        pruner.hear(submitted(SMALL, false));
        pruner.turn(1);
        var heard = new ArrayList<>(said);
        said.clear();

        // When
        var successor = pruner();
        successor.hear(submitted(SMALL, false));
        heard.forEach(successor::hear);
        successor.turn(1);

        // Then
        assertThat(said).isEmpty();
    }

    @Test
    void asksForMoreAsResultsComeIn() {
        // Given
        pruner.hear(submitted(SMALL, false));
        pruner.turn(1);

        // When
        pruner.hear(WORLD.train(said(TrainingRequested.class).getFirst().run()));
        pruner.turn(1);

        // Then
        assertThat(said(TrainingRequested.class)).hasSize(3);
        assertThat(requested()).doesNotHaveDuplicates();
        assertThat(pruner.outstanding()).isEqualTo(5);
    }

    @Test
    void withdrawsWhatACancelledSearchHadAskedForAndAsksAnewWhenItComesBack() {
        // Given
        pruner.hear(submitted(SMALL, false));
        pruner.turn(1);
        var first = requested();

        // When
        pruner.hear(submitted(SMALL, true));
        pruner.turn(1);
        var withdrawn = said(TrainingWithdrawn.class);
        pruner.hear(submitted(SMALL, false));
        pruner.turn(1);

        // Then
        assertThat(withdrawn).extracting(TrainingWithdrawn::run).containsExactlyInAnyOrderElementsOf(first);
        assertThat(withdrawn).allMatch(withdrawal -> withdrawal.ask() == 1);
        assertThat(said(TrainingRequested.class).subList(2, 4))
                .allMatch(request ->
                        request.ask() == 2 && first.contains(request.run().id()));
    }

    @Test
    void withdrawsNothingThatAnotherSearchWantsToo() {
        // Given
        var twin = search("twin");
        pruner.hear(submitted(SMALL, false));
        pruner.hear(submitted(twin, false));
        pruner.turn(1);

        // When
        pruner.hear(submitted(SMALL, true));
        pruner.turn(1);

        // Then
        assertThat(requested()).hasSize(2);
        assertThat(said(TrainingWithdrawn.class)).isEmpty();
    }

    @Test
    void saysWhichMasksCannotBeDrawnAndWantsNothingThatNeedsThem() {
        // Given
        var unknown = SampleSearches.resolved(Json.write(SMALL.search()).replace("cifar-resnet8", "no-such-network"));
        pruner.hear(submitted(unknown, false));

        // When
        boolean done = pruner.turn(10);

        // Then
        var plan = said(SearchPlanned.class).getLast();
        assertThat(done).isTrue();
        assertThat(plan.undrawable())
                .extracting(SearchPlanned.Undrawable::level)
                .containsExactly(1, 2);
        assertThat(plan.undrawable()).allMatch(mask -> mask.reason().contains("no-such-network"));
        assertThat(plan.runs().stream().map(SearchPlanned.Entry::unreachable).filter(Objects::nonNull))
                .hasSize(4)
                .allMatch(why -> why.matches("mask [12] of c cannot be drawn: .*"));
        assertThat(requested()).as("the dense network").hasSize(2);
    }

    @Test
    void goesOnWithOthersWhereASearchMakesNoSense() {
        // Given
        var without = new ResolvedSearch(SMALL.search(), Map.of(), SMALL.weights(), null);
        pruner.hear(submitted(without, false));
        pruner.hear(submitted(SMALL, false));

        // When
        boolean done = pruner.turn(1);

        // Then
        assertThat(done).isTrue();
        assertThat(requested()).hasSize(2);
        assertThat(said(SearchPlanned.class)).extracting(SearchPlanned::search).containsOnly(SMALL.id());
    }

    @Test
    void goesOnWithOthersWhereANetworkWouldFillAnyMemory() {
        // Given
        var giant =
                SampleSearches.resolved(Json.write(search("giant").search()).replace("\"width\":2", "\"width\":4096"));
        pruner.hear(submitted(giant, false));
        pruner.hear(submitted(SMALL, false));

        // When
        pruner.turn(2);

        // Then
        assertThat(said(TicketDrawn.class))
                .extracting(drawn -> drawn.ticket().search())
                .containsOnly(SMALL.id());
        assertThat(said(SearchPlanned.class).stream()
                        .filter(plan -> plan.search().equals(giant.id()))
                        .toList()
                        .getLast()
                        .undrawable())
                .extracting(SearchPlanned.Undrawable::reason)
                .containsOnly("cifar-resnet8 of such options has more than 268435456 weights");
    }

    @Test
    void theLastMaskOfAChainComesWithAFileOfThemAll() {
        // Given
        pruner.hear(submitted(SMALL, false));

        // When
        pruner.turn(2);

        // Then
        var drawn = said(TicketDrawn.class);
        assertThat(drawn).hasSize(2);
        assertThat(drawn.getFirst().chain()).isNull();
        try (var file =
                MaskFile.of(blobs.read(Objects.requireNonNull(drawn.getLast().chain())))) {
            assertThat(file.levels()).containsExactly(1, 2);
            assertThat(drawn)
                    .allSatisfy(ticket -> assertThat(
                                    file.mask(ticket.ticket().level()).digest())
                            .isEqualTo(ticket.mask().digest()));
        }
    }

    @Test
    void theLastMaskOfAChainIsDrawnThoughAnEarlierOneIsGone() {
        // Given
        pruner.hear(submitted(SMALL, false));
        pruner.turn(2);
        var first = said(TicketDrawn.class).getFirst();
        store.delete(first.mask().object().key());
        var successor = new Pruner(new DrawTicket(blobs), this::say);
        said.clear();

        // When
        successor.hear(submitted(SMALL, false));
        successor.hear(first);
        successor.turn(2);

        // Then
        assertThat(said(TicketDrawn.class)).singleElement().satisfies(drawn -> {
            assertThat(drawn.ticket().level()).isEqualTo(2);
            assertThat(drawn.chain()).isNull();
        });
    }

    @Test
    void readsNoWeightsThatNoSuchNetworkCanHave() {
        // Given
        var giant = new ObjectRef(Digest.of(new byte[] {1}), EndlessObject.SIZE);
        var endless = new EndlessObject(store, giant.key());
        var careful = new Pruner(new DrawTicket(new Blobs(endless)), outgoing -> said.add(outgoing.event()));
        var search = imported("giant", giant);
        careful.hear(submitted(search, false));
        careful.hear(submitted(SMALL, false));

        // When
        boolean done = careful.turn(10);

        // Then
        assertThat(done).isTrue();
        assertThat(endless.taken()).isZero();
        assertThat(lastPlan(search).undrawable().getFirst().reason())
                .contains(" has 3221225472 bytes or more, and weights to start from of cifar-resnet8 has at most ");
        assertThat(lastPlan(SMALL).undrawable()).isEmpty();
    }

    @Test
    void goesOnWithOthersWhereASearchAsksForMillionsOfRuns() {
        // Given
        var seeds = IntStream.range(0, 1000).mapToObj(String::valueOf).collect(Collectors.joining(","));
        var json = Json.write(search("endless").search());
        var endless = SampleSearches.resolved(
                json.replace("\"seeds\":[1,2]", "\"seeds\":[" + seeds + "]").replace("\"rounds\":2", "\"rounds\":100"));
        pruner.hear(submitted(endless, false));
        pruner.hear(submitted(SMALL, false));

        // When
        boolean done = pruner.turn(1);

        // Then
        assertThat(endless.search().seeds()).hasSize(1000);
        assertThat(done).isTrue();
        assertThat(requested()).hasSize(2);
        assertThat(said(SearchPlanned.class)).extracting(SearchPlanned::search).containsOnly(SMALL.id());
    }

    @Test
    void goesOnWithOthersWhereAPlanIsTooLargeForItsTopic() {
        // Given
        var large = search("large");
        var cramped = new Pruner(new DrawTicket(blobs), outgoing -> {
            if (outgoing.event() instanceof SearchPlanned plan && plan.search().equals(large.id())) {
                throw new OversizedEventException("search-planned", outgoing.key(), 9 << 20, null);
            }
            said.add(outgoing.event());
        });
        cramped.hear(submitted(large, false));
        cramped.hear(submitted(SMALL, false));

        // When
        boolean done = cramped.turn(10);
        cramped.turn(10);

        // Then
        assertThat(done).isTrue();
        assertThat(requested()).hasSize(6).doesNotHaveDuplicates();
        assertThat(said(SearchPlanned.class)).extracting(SearchPlanned::search).containsOnly(SMALL.id());
    }

    @Test
    void asksNoMoreForARunWhoseNumbersAreUsedUp() {
        // Given
        pruner.hear(submitted(SMALL, false));
        pruner.turn(1);
        var first = requested().getFirst();
        pruner.hear(new TrainingWithdrawn(first, TrainingRequested.MOST_ASKS));
        said.clear();

        // When
        pruner.turn(10);
        pruner.turn(10);

        // Then
        assertThat(said(TrainingRequested.class)).as("the others").hasSize(4);
        assertThat(requested()).doesNotContain(first);
    }

    @Test
    void doesNotTryAgainWhatItHearsCannotBeDrawn() {
        // Given
        var lost = imported("lost");
        pruner.hear(submitted(lost, false));
        pruner.turn(10);
        var heard = new ArrayList<>(said);
        said.clear();
        blobs.write("weights after all".getBytes(StandardCharsets.UTF_8));

        // When
        var successor = pruner();
        successor.hear(submitted(lost, false));
        heard.forEach(successor::hear);
        successor.turn(10);

        // Then
        assertThat(said).isEmpty();
    }

    @Test
    void goesOnWithOthersWhereASearchsObjectsAreLostAlteredOrNoTensors() {
        // Given
        var lost = imported("lost");
        var altered = imported("altered", blobs.write(new byte[] {1, 2, 3}));
        var noTensors = imported("no-tensors", blobs.write("no tensors".getBytes(StandardCharsets.UTF_8)));
        store.write(Objects.requireNonNull(altered.weights().get("f")).key(), new byte[] {3, 2, 1});
        for (var search : List.of(lost, altered, noTensors, SMALL)) {
            pruner.hear(submitted(search, false));
        }

        // When
        boolean done = pruner.turn(10);

        // Then
        assertThat(done).isTrue();
        assertThat(said(TicketDrawn.class))
                .extracting(drawn -> drawn.ticket().search())
                .containsExactly(SMALL.id(), SMALL.id());
        assertThat(lastPlan(lost).undrawable().getFirst().reason()).startsWith("no object at ");
        assertThat(lastPlan(altered).undrawable().getFirst().reason()).contains(" is altered: ");
        assertThat(lastPlan(noTensors).undrawable()).hasSize(1);
        assertThat(lastPlan(SMALL).undrawable()).isEmpty();
    }

    @Test
    void putsOffWhatTheStoreCannotGiveNowAndWithdrawsNothingMeanwhile() {
        // Given
        var waiting = imported("waiting", blobs.write(new byte[] {1}));
        pruner.hear(submitted(waiting, false));
        pruner.hear(submitted(SMALL, false));
        unreachable.add(Objects.requireNonNull(waiting.weights().get("f")).key());

        // When
        boolean first = pruner.turn(10);
        boolean second = pruner.turn(10);
        var saidSoFar = List.copyOf(said);
        unreachable.clear();
        boolean third = pruner.turn(10);

        // Then
        assertThat(List.of(first, second, third)).containsExactly(false, false, true);
        assertThat(saidSoFar).filteredOn(TrainingRequested.class::isInstance).hasSize(2 + 6);
        assertThat(saidSoFar).filteredOn(TicketDrawn.class::isInstance).hasSize(2);
        assertThat(lastPlan(waiting).undrawable()).as("one byte is no tensors").hasSize(1);
        assertThat(said(TrainingWithdrawn.class)).isEmpty();
    }

    @Test
    void oneFaultySearchDoesNotStarveTheOthers() {
        // Given
        for (String name : List.of("a", "b", "c", "d")) {
            var search = imported(name, blobs.write(name.getBytes(StandardCharsets.UTF_8)));
            unreachable.add(Objects.requireNonNull(search.weights().get("f")).key());
            pruner.hear(submitted(search, false));
        }
        pruner.hear(submitted(SMALL, false));

        // When
        pruner.turn(1);
        pruner.turn(1);

        // Then
        assertThat(said(TicketDrawn.class)).hasSize(2);
    }

    @Test
    void asksAgainForWhatIsLostAndStillWanted() {
        // Given
        pruner.hear(submitted(SMALL, false));
        pruner.turn(1);
        var first = requested();
        pruner.hear(WORLD.train(said(TrainingRequested.class).getFirst().run()));
        said.clear();

        // When
        pruner.askAgain(List.of(first.get(0), first.get(1), RunId.parse("0".repeat(64))));

        // Then
        assertThat(said(TrainingRequested.class)).singleElement().satisfies(request -> {
            assertThat(request.run().id()).isEqualTo(first.get(1));
            assertThat(request.ask()).isEqualTo(2);
        });
        assertThat(pruner.asked()).containsExactly(Map.entry(first.get(1), 2));
    }

    @Test
    void asksWithANumberThatNoWithdrawalCoversWhereTheRequestsAreGone() {
        // Given
        pruner.hear(submitted(SMALL, false));
        pruner.turn(1);
        var withdrawn = requested();
        var successor = pruner();
        withdrawn.forEach(run -> successor.hear(new TrainingWithdrawn(run, 3)));
        said.clear();

        // When
        successor.hear(submitted(SMALL, false));
        successor.turn(1);

        // Then
        assertThat(said(TrainingRequested.class))
                .extracting(TrainingRequested::ask)
                .containsExactly(4, 4);
    }

    private SearchPlanned lastPlan(ResolvedSearch search) {
        return said(SearchPlanned.class).stream()
                .filter(plan -> plan.search().equals(search.id()))
                .toList()
                .getLast();
    }

    /** Prunes a file's weights once; one that is not in the store unless it is given. */
    private static ResolvedSearch imported(String name) {
        return SampleSearches.resolved(Json.write(search(name).search())
                .replace("\"criterion\":\"random\"", "\"criterion\":\"one-shot-magnitude\"")
                .replace("\"rounds\":2", "\"rounds\":1"));
    }

    private static ResolvedSearch imported(String name, ObjectRef weights) {
        var search = imported(name);
        return new ResolvedSearch(search.search(), search.datasets(), Map.of("f", weights), null);
    }

    private Pruner pruner() {
        return new Pruner(new DrawTicket(blobs), this::say);
    }

    /** Every event keeps to its schema, and lies under the key that its topic promises. */
    private void say(Outgoing<?> outgoing) {
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

    private <E> List<E> said(Class<E> type) {
        return said.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private List<RunId> requested() {
        return said(TrainingRequested.class).stream()
                .map(request -> request.run().id())
                .toList();
    }

    private static SearchSubmitted submitted(ResolvedSearch search, boolean cancelled) {
        return new SearchSubmitted(search.id(), search, cancelled);
    }

    private static ResolvedSearch search(String name) {
        return SampleSearches.resolved("""
                {"name":"%s","network":{"name":"cifar-resnet8","width":2},
                 "recipes":{"r":{"learningRate":0.1,"batch":8,"epochs":1}},
                 "pretrainings":{"f":{"weights":"w.safetensors"}},
                 "chains":{"c":{"from":"f","criterion":"random","rounds":2}},
                 "tasks":{"odd":{"task":"mnist/5-9:100","recipe":"r"}},
                 "seeds":[1,2]}""".formatted(name));
    }
}
