package dev.tombola.cli.audit;

import static dev.tombola.cli.audit.Books.HERE;
import static dev.tombola.cli.audit.Books.PRETRAINING;
import static dev.tombola.cli.audit.Books.PRUNED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.cli.audit.Violation.Kind;
import dev.tombola.ticket.Summary;
import dev.tombola.ticket.event.SearchSubmitted;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.run.Fingerprint;
import dev.tombola.ticket.run.RunResult;
import dev.tombola.ticket.run.Stretch;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The books of a search of five runs ({@link Books}), each time with one thing changed. */
class AuditTest {
    private final Books books = Books.clean();

    @Test
    void booksInOrderAreClean() {
        var audit = books.audit();

        assertThat(audit.violations()).isEmpty();
        assertThat(audit.state()).isEqualTo("concluded");
        assertThat(List.of(audit.planned(), audit.accepted(), audit.failed(), audit.claims()))
                .containsExactly(5, 5, 0, 5);
        assertThat(audit.objects())
                .as("last, best, network and predictions of five runs, and a mask")
                .isEqualTo(21);
        assertThat(audit.compute()).isEqualTo(new Compute(28, 0, 0, 80, 80, 0));
        assertThat(audit.text())
                .containsPattern("training seconds, useful +\\| +28\\.0")
                .endsWith("\nclean");
    }

    @Test
    void aPlannedRunWithoutAnEndIsNamed() {
        books.forget(Topics.RESULT_ACCEPTED, PRETRAINING);

        assertThat(books.audit().violations())
                .containsExactly(new Violation(
                        Kind.NO_END,
                        "run %s (pre-training p) was planned and has not ended".formatted(PRETRAINING.brief())));
    }

    @Test
    void aSearchThatIsStillRunningIsNotClean() {
        books.forget(Topics.SEARCH_CONCLUDED, Books.SEARCH.id());

        assertThat(books.audit().state()).isEqualTo("running");
        assertThat(kinds()).containsExactly(Kind.NO_END);
    }

    @Test
    void aSearchThatWasCalledOffNeedsNoEnds() {
        books.forget(Topics.RESULT_ACCEPTED, PRETRAINING);
        books.say(
                Topics.SEARCHES, Books.SEARCH.id().value(), new SearchSubmitted(Books.SEARCH.id(), Books.SEARCH, true));

        assertThat(books.audit().violations()).isEmpty();
        assertThat(books.audit().state()).isEqualTo("cancelled");
    }

    @Test
    void twoAcceptedResultsThatDifferAreTooMany() {
        books.accept(books.pretrainedOtherwise(other(), new Stretch("b", "trainer-2", 0, 40, 20, other())), "b", false);

        assertThat(books.audit().violations())
                .containsExactly(new Violation(Kind.TWO_ENDS, "run %s ended in 2 ways".formatted(PRETRAINING.brief())));
    }

    @Test
    void aResultAndAStatedFailureAreTooMany() {
        books.fail(PRETRAINING);

        assertThat(kinds()).containsExactly(Kind.TWO_ENDS);
    }

    @Test
    void aResultThatIsSaidAgainWithItsMeasurementIsOne() {
        books.accept(books.pretrained(HERE, new Stretch("a", "trainer-1", 0, 40, 20, HERE)), "a", true);

        assertThat(books.audit().violations()).isEmpty();
    }

    @Test
    void aResultOfNoPlanIsNamed() {
        var stranger = Books.spec("mnist", 0, 99).id();
        books.fail(stranger);

        assertThat(books.audit().violations())
                .containsExactly(new Violation(
                        Kind.NO_PLAN, "run %s ended, but no search has planned it".formatted(stranger.brief())));
    }

    @Test
    void anAlteredObjectAndAMissingOneAreNamedAndLeftAlone() {
        // Given
        var result = books.pretrained(HERE, new Stretch("a", "trainer-1", 0, 40, 20, HERE));
        books.store.write(result.last().key(), "something else".getBytes(StandardCharsets.UTF_8));
        books.store.delete(result.onnx().key());

        // When
        var violations = books.audit().violations();

        // Then
        assertThat(violations).extracting(Violation::kind).containsExactly(Kind.OBJECT, Kind.OBJECT);
        assertThat(violations)
                .extracting(Violation::what)
                .anyMatch(what -> what.startsWith("object at " + result.last().key() + " is altered"))
                .anyMatch(what -> what.equals("no object at " + result.onnx().key()));
        assertThat(books.store.contains(result.last().key())).isTrue();
    }

    @Test
    void claimsThatDifferWithinOneFingerprintAreADefect() {
        books.claim(books.pretrainedOtherwise(HERE, new Stretch("b", "trainer-2", 0, 40, 21, HERE)), "b");

        assertThat(books.audit().violations())
                .containsExactly(new Violation(
                        Kind.UNEQUAL_BYTES,
                        "run %s: trainer-1 and trainer-2 have one numeric fingerprint and came to different bytes"
                                .formatted(PRETRAINING.brief())));
    }

    @Test
    void whatIsLeftBesideTheWeightsIsLookedAt() {
        // Given
        pretrainingLeft("state", Map.of("knn", 0.5));
        assertThat(books.audit().violations()).isEmpty();
        assertThat(books.audit().objects()).isEqualTo(22);
        var state = books.leaving(pretrained(), "state", Map.of()).state();

        // When
        books.store.delete(Objects.requireNonNull(state).key());

        // Then
        assertThat(books.audit().violations())
                .containsExactly(new Violation(Kind.OBJECT, "no object at " + state.key()));
    }

    @Test
    void anotherStateWithinOneFingerprintIsADefect() {
        pretrainingLeft("state", Map.of("knn", 0.5));
        books.claim(books.leaving(pretrained(), "another state", Map.of("knn", 0.5)), "b");

        assertThat(kinds()).containsExactly(Kind.UNEQUAL_BYTES);
    }

    @Test
    void anotherNumberBesideTheMetricWithinOneFingerprintIsADefect() {
        pretrainingLeft("state", Map.of("knn", 0.5));
        books.claim(books.leaving(pretrained(), "state", Map.of("knn", 0.6)), "b");

        assertThat(kinds()).containsExactly(Kind.UNEQUAL_BYTES);
    }

    @Test
    void acrossFingerprintsBytesMayDiffer() {
        books.claim(books.pretrainedOtherwise(other(), new Stretch("b", "trainer-2", 0, 40, 21, other())), "b");
        books.claim(
                books.pretrainedOtherwise(
                        HERE,
                        new Stretch("c", "trainer-2", 0, 20, 10, other()),
                        new Stretch("d", "trainer-1", 20, 40, 10, HERE)),
                "d");

        assertThat(books.audit().violations()).isEmpty();
    }

    @Test
    void aMeanThatIsNotThatOfTheResultsIsNamed() {
        books.conclude(new Summary(0.815, Math.sqrt(0.00005), List.of(0.81, 0.80)));

        var violations = books.audit().violations();
        assertThat(kinds()).containsExactly(Kind.CONCLUSION, Kind.CONCLUSION);
        assertThat(violations.getFirst().what())
                .startsWith("c/1 on odd is said to reach Summary[mean=0.815, ")
                .contains("; its results give Summary[mean=0.805");
        assertThat(violations.getLast().what())
                .startsWith("c/1 on odd is said to be Matching[margin=0.0232842712")
                .endsWith("]; that does not follow from its results");
    }

    @Test
    void aVerdictOnARunThatFailedDoesNotFollow() {
        books.forget(Topics.RESULT_ACCEPTED, PRUNED);
        books.fail(PRUNED);

        assertThat(books.audit().failed()).isEqualTo(1);
        assertThat(kinds()).containsOnly(Kind.CONCLUSION);
    }

    /**
     * Trainer A is killed in its 12th second, at step 24; its checkpoint is of step 20, after 10 seconds. B goes on from there
     * and needs 9 seconds for the other 20 steps.
     */
    @Test
    void whatComesAfterTheLastCheckpointOfAKilledTrainerIsLost() {
        // Given
        resumed();

        // When
        var audit = books.audit();

        // Then
        assertThat(audit.violations()).isEmpty();
        assertThat(audit.compute())
                .as("8 seconds and 40 steps for the other runs, 10 + 9 for this one; 2 s and 4 steps were lost")
                .isEqualTo(new Compute(27, 0, 2, 80, 84, 4));
    }

    /** As above, but A was only frozen: it wakes up, needs 22 seconds in all, and claims what is there already. */
    @Test
    void whatAFrozenTrainerClaimsAfterItWokeUpIsRepeated() {
        // Given
        resumed();
        books.progress("A", 39, 21.5);
        books.claim(books.pretrained(HERE, new Stretch("A", "trainer-1", 0, 40, 22, HERE)), "A");

        // When
        var audit = books.audit();

        // Then
        assertThat(audit.violations()).isEmpty();
        assertThat(audit.compute())
                .as("A did 10 useful seconds and 12 for nothing; steps 20 to 40 were done twice")
                .isEqualTo(new Compute(27, 12, 0, 80, 100, 20));
    }

    @Test
    void aFoundResultThatIsClaimedAgainCostsNothing() {
        books.claim(books.pretrained(HERE, new Stretch("a", "trainer-1", 0, 40, 20, HERE)), "b");

        assertThat(books.audit().compute()).isEqualTo(new Compute(28, 0, 0, 80, 80, 0));
    }

    /** Instead of what it came to before. */
    private void pretrainingLeft(String state, Map<String, Double> beside) {
        books.forget(Topics.RESULT_ACCEPTED, PRETRAINING);
        books.forget(Topics.TRAINING_ENDED, PRETRAINING);
        var result = books.leaving(pretrained(), state, beside);
        books.claim(result, "a");
        books.accept(result, "a", false);
    }

    private RunResult pretrained() {
        return books.pretrained(HERE, new Stretch("a", "trainer-1", 0, 40, 20, HERE));
    }

    private void resumed() {
        books.forget(Topics.RESULT_ACCEPTED, PRETRAINING);
        books.forget(Topics.TRAINING_ENDED, PRETRAINING);
        books.progress("A", 0, 0);
        books.progress("A", 24, 12);
        books.progress("A", 18, 9); // of another partition's time: order does not matter
        books.progress("B", 20, 0.1);
        books.progress("B", 38, 8.5);
        var result = books.pretrained(
                HERE, new Stretch("A", "trainer-1", 0, 20, 10, HERE), new Stretch("B", "trainer-2", 20, 40, 9, HERE));
        books.claim(result, "B");
        books.accept(result, "B", false);
    }

    private List<Kind> kinds() {
        return books.audit().violations().stream().map(Violation::kind).toList();
    }

    private static Fingerprint other() {
        return new Fingerprint("engine 1", "avx512", 1, "float32");
    }
}
