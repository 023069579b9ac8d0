package dev.tombola.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.cli.environment.Home;
import dev.tombola.cli.environment.Settings;
import dev.tombola.cli.report.Reports;
import dev.tombola.cli.watch.Ledger;
import dev.tombola.store.mask.MaskBlob;
import dev.tombola.testkit.Unfolding;
import dev.tombola.testkit.World;
import dev.tombola.ticket.Criterion;
import dev.tombola.ticket.Mask;
import dev.tombola.ticket.MaskLayout;
import dev.tombola.ticket.RewindPoint;
import dev.tombola.ticket.SearchId;
import dev.tombola.ticket.TicketId;
import dev.tombola.ticket.event.SearchConcluded;
import dev.tombola.ticket.event.SearchSubmitted;
import dev.tombola.ticket.event.TicketDrawn;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.plan.StoredMask;
import dev.tombola.ticket.search.Matching;
import dev.tombola.ticket.wire.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One session of a user, on a real broker and a real store; what services do is told. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CommandsTest {
    private static final String SEARCH = """
            name: tiny
            network: { name: cifar-resnet8 }
            recipes:
              short: { steps: 2, batch: 8, learningRate: 0.1 }
            pretrainings:
              supervised: { task: "fashion-mnist/0-4:40", recipe: short }
            chains:
              found: { from: supervised, rounds: 2, recipe: short }
            controls:
              random: { from: supervised, criterion: random, levels: [2] }
            tasks:
              odd: { task: "fashion-mnist/5-9:40", recipe: short }
            levels: [0, 2]
            seeds: [1, 2]
            """;

    private EmbeddedCluster cluster;
    private Path home;
    private Path file;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        cluster = new EmbeddedCluster(folder);
        home = folder.resolve("home");
        file = Files.writeString(folder.resolve("tiny.yaml"), SEARCH);
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    @Order(1)
    void saysThatNothingWasInitialised() {
        var outcome = tombola("status");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).contains("does not exist: run `tombola init`");
    }

    @Test
    @Order(2)
    void initialisesOnceAndAgain() {
        assertThat(tombola("init").out())
                .startsWith("created topics tombola.searches, tombola.search-planned, ")
                .contains("group tombola.trainers: starts at the earliest request, holds it for 60 s")
                .endsWith("bucket tombola is there" + System.lineSeparator());
        assertThat(tombola("init").out()).startsWith("all topics are there");
        assertThat(tombola("status").out())
                .contains("no search was submitted yet")
                .contains("trainers: 0");
    }

    @Test
    @Order(3)
    void sendsNothingOfASearchWhoseDataAreMissing() {
        var outcome = tombola("submit", file.toString());

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err().lines()).singleElement().asString().contains("fashion-mnist");
        assertThat(searches()).isEmpty();
    }

    @Test
    @Order(4)
    void sendsNothingInADryRun() {
        cluster.publishFashionMnist(200);

        var outcome = tombola("submit", "--dry-run", file.toString());

        assertThat(outcome.out()).contains(" total ").contains("|    8 |");
        assertThat(searches()).isEmpty();
    }

    @Test
    @Order(5)
    void submitsASearchOnce() {
        var first = tombola("submit", file.toString());
        var second = tombola("submit", file.toString());

        assertThat(first.exitCode()).isZero();
        assertThat(first.out()).matches("tiny-[0-9a-f]{12}\\R").isEqualTo(second.out());
        assertThat(searches()).hasSize(1);
        assertThat(tombola("status").out()).contains("| beginning |     0 of 8 |");
    }

    @Test
    @Order(6)
    void submitsItAnewWhenAskedTo() {
        var fresh = tombola("submit", "--fresh", "--json", file.toString());

        assertThat(fresh.out()).contains("\"state\" : \"submitted\"");
        assertThat(searches()).hasSize(2);
    }

    @Test
    @Order(7)
    void cancelsASearch() {
        var fresh = searches().getLast().search().value();

        assertThat(tombola("cancel", "tiny").err()).contains("could be each of");
        assertThat(tombola("cancel", fresh).out()).startsWith("cancelled " + fresh);
        assertThat(searches().getLast().cancelled()).isTrue();
        assertThat(tombola("status").out()).contains("being cancelled");
    }

    @Test
    @Order(8)
    void forgetsTheAnswerToWhatWasCancelledWhenThatIsSubmittedAgain() {
        // Given
        var search = searches().getFirst().search();
        tombola("cancel", search.value());
        cluster.say(List.of(answer(search, true)));
        assertThat(tombola("watch", search.value()).err()).contains("was cancelled before its end");

        // When
        var again = tombola("submit", file.toString());

        // Then
        assertThat(again).isEqualTo(new Outcome(0, search.value() + System.lineSeparator(), ""));
        assertThat(searches().getLast().cancelled())
                .as("the one submitted last")
                .isFalse();
        assertThat(tombola("submit", "--json", file.toString()).out()).contains("\"state\" : \"submitted\"");
    }

    @Test
    @Order(9)
    void listsWhatWasDrawn() {
        var search = searches().getLast();

        cluster.say(Unfolding.of(search.resolved(), new World()).events());

        assertThat(tombola("tickets", search.search().value()).out())
                .contains(search.search() + "/found/2")
                .contains("6400 of 10000");
        assertThat(tombola("tickets", "--json").out()).contains("\"ticket\" : \"" + search.search() + "/random/2\"");
        assertThat(tombola("status").out()).contains("8 of 8");
    }

    @Test
    @Order(10)
    void answersAtOnceWhatHasItsAnswer() {
        var search = searches().getLast().search();
        cluster.say(List.of(answer(search, false)));

        assertThat(tombola("watch", search.value()).out()).contains("tiny (" + search + ")");
        assertThat(tombola("submit", file.toString()).out())
                .startsWith(search.value())
                .contains("missing: nothing");
        assertThat(Json.read(tombola("watch", search.value(), "--json").out(), SearchConcluded.class))
                .isEqualTo(answer(search, false));
        assertThat(tombola("cancel", search.value()).err()).contains("has ended already");
    }

    @Test
    @Order(11)
    void drawsTheAnswerThatItHas(@TempDir Path folder) {
        // Given
        var search = searches().getLast().search();
        var picture = folder.resolve("picture.svg");
        var without = tombola("figure", search.value(), "-o", picture.toString());
        var answer = answer(search, false);
        cluster.say(List.of(new SearchConcluded(
                search, "tiny", false, answer.matching(), Reports.concluded().tasks(), List.of(), List.of())));

        // When
        var drawn = tombola("figure", search.value(), "-o", picture.toString());

        // Then
        assertThat(without.err()).startsWith("tombola: " + search + " has no result to draw");
        assertThat(drawn).isEqualTo(new Outcome(0, picture + System.lineSeparator(), ""));
        assertThat(picture).content().contains(search.value(), "all-ten", "transferable");
    }

    @Test
    @Order(12)
    void saysHowToWaitForAnAnswerThatIsToBeDrawn() {
        tombola("submit", "--fresh", file.toString());

        assertThat(tombola("figure").err())
                .endsWith(
                        "wait for it with tombola watch " + searches().getLast().search() + System.lineSeparator());
    }

    @Test
    @Order(13)
    void comparesTheMasksOfChainsAsOfTheirFiles(@TempDir Path folder) {
        // Given
        var search = searches().getLast().search();
        cluster.say(List.of(
                drawn(search, "found", 1, 0, 1, 2), drawn(search, "found", 2, 0, 1), drawn(search, "random", 2, 1, 2)));
        var found = folder.resolve("found.masks");
        var random = folder.resolve("random.masks");
        tombola("tickets", "masks", search + "/found", "-o", found.toString());
        tombola("tickets", "masks", search + "/random", "-o", random.toString());

        // When
        var compared = tombola("tickets", "compare", search + "/found", search + "/random");

        // Then
        assertThat(compared.err()).isEmpty();
        assertThat(compared.out()).contains(" 2     | found, random |    33.33 % | 33.33 % |");
        assertThat(compared).isEqualTo(tombola("mask", "compare", found.toString(), random.toString()));
        assertThat(tombola("tickets", "compare", search + "/found", search + "/none")
                        .err())
                .startsWith("tombola: no mask of %s/none was drawn".formatted(search));
        assertThat(tombola("tickets", "compare", search + "/found", "random").err())
                .startsWith("tombola tickets compare: random is not a chain: expected SEARCH/CHAIN");
    }

    /** Of four weights. */
    private TicketDrawn drawn(SearchId search, String chain, int level, int... kept) {
        var tensor = new MaskLayout.Tensor("layer1.0.conv1.weight", List.of(4, 1, 1, 1));
        var bits = new BitSet();
        IntStream.of(kept).forEach(bits::set);
        var mask = Mask.keeping(new MaskLayout(List.of(tensor)), bits);
        return new TicketDrawn(
                new TicketId(search, chain, level),
                Criterion.MAGNITUDE,
                mask.sparsity(),
                new StoredMask(mask.digest(), cluster.keep(MaskBlob.deflate(mask)), kept.length, 4),
                new RewindPoint.Pretrained(),
                null,
                List.of(new TicketDrawn.Layer(tensor, kept.length)));
    }

    private static SearchConcluded answer(SearchId search, boolean cancelled) {
        var matching = new Matching(Matching.Rule.WITHIN_ONE_STD);
        return new SearchConcluded(search, "tiny", cancelled, matching, List.of(), List.of(), List.of("nothing"));
    }

    private List<SearchSubmitted> searches() {
        var kafka = Settings.of(new Home(home)).kafka();
        return List.copyOf(Ledger.read(kafka, List.of(Topics.SEARCHES)).searches());
    }

    private Outcome tombola(String... arguments) {
        var all = new java.util.ArrayList<>(List.of(arguments));
        all.addAll(List.of("--home", home.toString()));
        return Outcome.of(all.toArray(String[]::new));
    }
}
