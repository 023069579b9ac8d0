package dev.tombola.ticket.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.ticket.plan.Prospect.Ready;
import dev.tombola.ticket.plan.Role.Pretrain;
import dev.tombola.ticket.plan.Role.Round;
import dev.tombola.ticket.plan.Role.Transfer;
import dev.tombola.ticket.run.RequestedRun;
import dev.tombola.ticket.run.RunEnd;
import dev.tombola.ticket.run.RunSpec;
import dev.tombola.ticket.search.Architecture;
import dev.tombola.ticket.search.ResolvedSearch;
import dev.tombola.ticket.search.Search;
import dev.tombola.ticket.store.Digest;
import dev.tombola.ticket.store.ObjectRef;
import dev.tombola.ticket.wire.InvalidDocumentException;
import dev.tombola.ticket.wire.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of chains that the design's search does not have. */
class ChainKindsTest {
    private static final String SEARCH = """
            {"name":"small","network":{"name":"cifar-resnet8"},
             "recipes":{"r":{"learningRate":0.1,"batch":8,"epochs":1}, "s":{"learningRate":0.2,"batch":8,"epochs":1}},
             "pretrainings":{"p":{"task":"mnist/0-4","recipe":"r"}, "file":{"task":"mnist/0-4","weights":"w.safetensors"}},
             "chains":{"c":CHAIN},
             "tasks":{"odd":{"task":"mnist/5-9:100","recipe":"s","stem":"fresh"}, "all":{"task":"mnist","recipe":"s"}},
             "levels":LEVELS, "seeds":[7,1]}""";
    private static final ObjectRef FILE = Happened.object("file");

    @Test
    void aChainOnADownstreamTaskSharesItsRoundsWithTheTransfersOfItsSeed() {
        // Given
        var pretrained = happened("{\"from\":\"p\",\"on\":\"odd\",\"rounds\":2,\"seed\":7}", "[0,1,2]")
                .trained(new Pretrain("p"), "theta");

        // When
        var dense = pretrained.run(new Round("c", 0));
        var first = pretrained.trainedAll().drawn("c", 1, "first");

        // Then
        assertThat(dense).isEqualTo(pretrained.run(new Transfer("c", 0, "odd", 7)));
        assertThat(dense.spec().fresh()).containsExactly(RunSpec.Part.HEAD, RunSpec.Part.STEM);
        assertThat(dense.id())
                .isNotEqualTo(pretrained.run(new Transfer("c", 0, "odd", 1)).id());
        assertThat(first.run(new Round("c", 1))).isEqualTo(first.run(new Transfer("c", 1, "odd", 7)));
    }

    @Test
    void aChainOnADownstreamTaskIsTransferredToThatTaskOnly() {
        var roles = happened("{\"from\":\"p\",\"on\":\"odd\",\"rounds\":1}", "[1]").expansion().runs().stream()
                .map(PlannedRun::role);

        assertThat(roles)
                .containsExactly(
                        new Pretrain("p"),
                        new Round("c", 0),
                        new Transfer("c", 0, "odd", 7),
                        new Transfer("c", 0, "odd", 1),
                        new Transfer("c", 1, "odd", 7),
                        new Transfer("c", 1, "odd", 1));
    }

    /** The paper's small images are read through another stem (2.1); masks have no part of it. */
    @Test
    void aTaskMayPutAnotherNetworkAroundTheSamePrunableLayers() {
        var search = SEARCH.replace("\"stem\":\"fresh\"", "\"network\":{\"name\":\"cifar-resnet8\",\"stemStride\":2}");
        var transferred = happened(search, "{\"from\":\"file\",\"rounds\":1,\"recipe\":\"r\"}", "[1]");
        var specific = happened(search, "{\"from\":\"file\",\"on\":\"odd\",\"rounds\":2}", "[1]");

        var other = new Architecture("cifar-resnet8", null, 2);
        assertThat(network(transferred, new Transfer("c", 0, "odd", 1))).isEqualTo(other);
        assertThat(network(transferred, new Transfer("c", 0, "all", 1)))
                .isEqualTo(transferred.search().search().network());
        assertThat(network(specific, new Round("c", 0))).isEqualTo(other);
    }

    private static Architecture network(Happened search, Role role) {
        return search.run(role).spec().network();
    }

    /** Paper 4.5. */
    @Test
    void aRoundOfARecipeOfItsOwnSharesThoseBeforeIt() {
        // Given
        var plain = "{\"from\":\"file\",\"rounds\":3,\"recipe\":\"r\"}";
        var usual = happened(plain, "[3]").drawn("c", 1, "first").drawn("c", 2, "second");
        var other = happened(plain.replace("}", ",\"recipes\":{\"2\":\"s\"}}"), "[3]")
                .drawn("c", 1, "first")
                .drawn("c", 2, "second");

        // Then
        assertThat(other.run(new Round("c", 1))).isEqualTo(usual.run(new Round("c", 1)));
        assertThat(usual.run(new Round("c", 2)).spec().recipe().learningRate()).isEqualTo(0.1);
        assertThat(other.run(new Round("c", 2)).spec().recipe().learningRate()).isEqualTo(0.2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        "recipes":{"2":"t"}                       | chains.c.recipes.2: nothing is called t; did you mean r?
        "recipes":{"3":"s"}                       | chains.c.recipes: 3 is not a level that the chain trains
        "recipes":{"0":"s"}                       | chains.c.recipes: 0 is not a level that the chain trains
        "recipes":{"two":"s"}                     | chains.c.recipes: two is not a whole number
        "recipes":{"2":"s"},"criterion":"random"  | chains.c.recipes: {2=s} are of rounds, and none is trained
        """)
    void aRecipeOfARoundHasToBeOneOfARoundThatThereIs(String recipes, String complaint) {
        assertThatThrownBy(() -> happened("{\"from\":\"file\",\"rounds\":3,\"recipe\":\"r\"," + recipes + "}", "[3]"))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessageEndingWith(complaint);
    }

    @Test
    void importedWeightsAreThereFromTheBeginning() {
        var imported = happened("{\"from\":\"file\",\"rounds\":1,\"recipe\":\"r\"}", "\"all\"");

        assertThat(imported.draw("c", 1))
                .isInstanceOfSatisfying(
                        Ready.class,
                        ready -> assertThat(((Draw) ready.value()).weights()).isEqualTo(FILE));
        assertThat(imported.run(new Transfer("c", 0, "all", 1)).weights()).isEqualTo(FILE);
        assertThat(imported.expansion().runs())
                .extracting(PlannedRun::role)
                .doesNotContain(new Pretrain("file"))
                .as("the other pre-training, though no chain starts from it")
                .contains(new Pretrain("p"));
    }

    @Test
    void aCriterionThatLooksAtGradientsHasOneStepForARound() {
        // Given
        var chain = "{\"from\":\"file\",\"rounds\":2,\"recipe\":\"r\",\"criterion\":\"snip\"}";
        var planned = happened(chain, "[2]");
        var step = planned.run(new Round("c", 0)).spec().recipe();

        // When
        var stepped = planned.trained(new Round("c", 0), "stepped");
        var first = ((Ready<Draw>) stepped.draw("c", 1)).value();
        var second = stepped.drawn("c", 1, "m1").run(new Round("c", 1));

        // Then
        assertThat(planned.run(new Round("c", 0)).weights()).isEqualTo(FILE);
        assertThat(step.steps()).isEqualTo(1);
        assertThat(step.batch()).isEqualTo(8);
        assertThat(step.learningRate()).isEqualTo(1);
        assertThat(step.momentum() + step.weightDecay()).isZero();
        assertThat(first.weights()).isEqualTo(Happened.object("stepped"));
        assertThat(first.rewindsTo()).isEqualTo(FILE);
        assertThat(second.weights())
                .as("gradients are taken where the chain rewinds to")
                .isEqualTo(FILE);
        assertThat(second.mask()).isEqualTo(Happened.mask("m1").object());
        assertThat(second.spec().recipe()).isEqualTo(step);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"trainFirst\":false", "\"rewind\":\"epoch:1\""})
    void withoutItsStepThereIsNoGradient(String slip) {
        assertThatThrownBy(() -> happened(
                        "{\"from\":\"file\",\"rounds\":1,\"recipe\":\"r\",\"criterion\":\"snip\"," + slip + "}", "[1]"))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessageContaining("round 0");
    }

    @Test
    void aChainThatTrainsFirstPrunesWhatThatTrainingCameTo() {
        // Given
        var chain = "{\"from\":\"file\",\"rounds\":1,\"recipe\":\"r\",\"trainFirst\":true}";

        // When
        var trained = happened(chain, "[1]").trained(new Round("c", 0), "trained");

        // Then
        assertThat(((Ready<Draw>) trained.draw("c", 1)).value())
                .returns(Happened.object("trained"), Draw::weights)
                .returns(FILE, Draw::rewindsTo)
                .returns(null, Draw::mask);
    }

    @Test
    void aChainFromRandomWeightsNeedsNoPretraining() {
        // Given
        var chain = "{\"from\":\"p\",\"rewind\":\"random\",\"rounds\":1,\"recipe\":\"r\",\"seed\":4}";

        // When
        var trained = happened(chain, "[0,1]").trained(new Round("c", 0), "trained");

        // Then
        assertThat(trained.run(new Round("c", 0)).spec())
                .returns(4L, RunSpec::initialSeed)
                .returns(4L, RunSpec::seed)
                .returns("mnist/0-4", RunSpec::task);
        assertThat(((Ready<Draw>) trained.draw("c", 1)).value())
                .returns(Happened.object("trained"), Draw::weights)
                .returns(null, Draw::rewindsTo);
    }

    @Test
    void anEarlyRewindingGoesBackToAnEpochOfTheChainsOwnDenseRound() {
        // Given
        var chain = "{\"from\":\"p\",\"on\":\"odd\",\"rewind\":\"epoch:1\",\"rounds\":2,\"seed\":4}";
        var nothing = happened(chain, "[0,1]");
        var dense = nothing.run(new Round("c", 0));

        // When
        var trained = nothing.trained(
                new Round("c", 0), new RunEnd.Trained(Happened.object("last"), Map.of(1, Happened.object("early"))));
        var drawn = trained.drawn("c", 1, "first");

        // Then
        assertThat(dense.weights()).isNull();
        assertThat(dense.spec())
                .returns(4L, RunSpec::initialSeed)
                .returns(null, RunSpec::mask)
                .returns(List.of(1), RunSpec::keepEpochs);
        assertThat(((Ready<Draw>) trained.draw("c", 1)).value())
                .returns(Happened.object("last"), Draw::weights)
                .returns(Happened.object("early"), Draw::rewindsTo);
        assertThat(drawn.run(new Round("c", 1)).weights()).isEqualTo(Happened.object("early"));
        assertThat(drawn.run(new Transfer("c", 1, "odd", 7)))
                .returns(Happened.object("early"), RequestedRun::weights)
                .satisfies(run -> assertThat(run.spec().fresh())
                        .as("classifier and stem come with the epoch")
                        .isEmpty())
                .satisfies(run -> assertThat(run.spec().keepEpochs()).isEmpty());
    }

    @Test
    void anEpochThatTheDenseRoundNeverHadIsNeverRewoundTo() {
        var chain = "{\"from\":\"p\",\"on\":\"odd\",\"rewind\":\"epoch:2\",\"rounds\":1}";

        var trained = happened(chain, "[1]").trained(new Round("c", 0), "last");

        assertThat(trained.draw("c", 1)).isEqualTo(new Prospect.Unreachable<>("round 0 of c has no epoch 2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"layer-shuffled", "reversed", "perturbed", "perturbed-same-density"})
    void aChainThatDerivesItsMasksWaitsForThoseOfTheOther(String criterion) {
        // Given
        var chain = "{\"from\":\"file\",\"rounds\":1,\"recipe\":\"r\"},\"d\":{\"of\":\"c\",\"criterion\":\"%s\"}"
                .formatted(criterion);

        // When
        var nothing = happened(chain, "[1]");
        var drawn = nothing.drawn("c", 1, "first");

        // Then
        assertThat(nothing.draw("d", 1)).isEqualTo(new Prospect.Waiting<>("mask 1 of c"));
        assertThat(((Ready<Draw>) drawn.draw("d", 1)).value())
                .returns(Happened.mask("first"), Draw::mask)
                .returns(FILE, Draw::rewindsTo);
    }

    @Test
    void levelsBeyondAChainsRoundsAreNotAskedOfIt() {
        var levels = happened("{\"from\":\"p\",\"rounds\":2,\"recipe\":\"r\"}", "[1,2,3,9]").expansion().runs().stream()
                .flatMap(planned -> planned.role() instanceof Transfer transfer
                        ? java.util.stream.Stream.of(transfer.level())
                        : java.util.stream.Stream.of())
                .distinct();

        assertThat(levels).containsExactly(0, 1, 2);
    }

    private static Happened happened(String chain, String levels) {
        return happened(SEARCH, chain, levels);
    }

    private static Happened happened(String text, String chain, String levels) {
        var search = Json.read(text.replace("CHAIN", chain).replace("LEVELS", levels), Search.class);
        return Happened.nothing(
                new ResolvedSearch(search, Map.of("mnist", Digest.of(new byte[1])), Map.of("file", FILE), null));
    }
}
