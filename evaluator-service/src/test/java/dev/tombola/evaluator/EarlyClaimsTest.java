package dev.tombola.evaluator;

import static dev.tombola.evaluator.ClaimsStage.spec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tombola.ticket.event.TrainingEnded;
import dev.tombola.ticket.search.Architecture;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Claims that are heard before what they rest on: topics are not heard in the order in which they were written. */
class EarlyClaimsTest {
    private ClaimsStage stage;
    private TinySearch tiny;
    private Claims claims;

    @BeforeEach
    void searched(@TempDir Path folder) {
        stage = new ClaimsStage(folder);
        tiny = stage.tiny;
        claims = stage.claims;
    }

    @AfterEach
    void quiet() {
        stage.close();
    }

    @Test
    void aClaimThatIsHeardBeforeItsMaskWaitsForIt() {
        // Given
        var hearing = stage.evaluator();
        var waiting = stage.claims(hearing);
        var claim = TinySearch.claim(tiny.result(tiny.ticket(), tiny.pruned(3)), "attempt-1");

        // When
        waiting.on(claim);

        // Then
        assertThat(stage.said).isEmpty();
        assertThat(stage.log).singleElement().asString().endsWith(" waits for its plan or its mask");
        assertThat(waiting.due()).isEmpty();
        tiny.events().forEach(hearing::hear);
        assertThat(waiting.due()).containsExactly(claim);
        assertThat(waiting.due()).isEmpty();
    }

    @Test
    void aRunThatNoSearchHasPlannedIsNotAccepted() {
        // Given
        var spec = tiny.dense();
        var unplanned = spec(spec, new Architecture("cifar-resnet8", 4, 2), null, spec.dataset());
        var result = tiny.result(unplanned, tiny.weights(3));
        var failure = new TrainingEnded.Outcome.Failed("out of memory", true, 1);

        // When
        claims.on(TinySearch.claim(result, "attempt-1"));
        claims.on(new TrainingEnded(unplanned.id(), "trainer-1", "attempt-2", failure));

        // Then
        assertThat(stage.said).isEmpty();
        assertThat(claims.due()).isEmpty();
        stage.evaluator.hear(tiny.plan(unplanned.id()));
        assertThat(claims.due()).extracting(TrainingEnded::attempt).containsExactly("attempt-1", "attempt-2");
    }

    @Test
    void claimsWhoseMasksNobodyDrawsTakeNoMoreThanTheirRoom() {
        // Given
        var hearing = stage.evaluator();
        var waiting = stage.claims(hearing);
        var result = tiny.result(tiny.ticket(), tiny.pruned(3));

        // When
        IntStream.rangeClosed(1, 1002).forEach(i -> waiting.on(TinySearch.claim(result, "attempt-" + i)));

        // Then
        assertThat(stage.log.stream()
                        .filter(line -> line.contains("is dropped: nobody has planned it or drawn its mask")))
                .hasSize(2);
        tiny.events().forEach(hearing::hear);
        assertThat(waiting.due()).hasSize(1000).first().isEqualTo(TinySearch.claim(result, "attempt-3"));
    }

    @Test
    void whatWasAcceptedForItsWeightsIsMeasuredOnceAVerdictNeedsIt() {
        // Given: the claim comes before anybody has heard of the search
        var result = tiny.result(tiny.ticket(), tiny.pruned(3));
        var early = stage.evaluator();
        tiny.events().reversed().stream().limit(2).forEach(early::hear);
        var waiting = stage.claims(early);
        waiting.on(TinySearch.claim(result, "attempt-1"));
        assertThat(stage.accepted().measured()).isNull();
        tiny.events().forEach(early::hear);

        // When
        early.turn().forEach(waiting::measure);
        waiting.measure(result);

        // Then
        assertThat(stage.said).hasSize(2);
        assertThat(stage.accepted().measured()).isNotNull();
        assertThat(stage.accepted().attempt()).isEqualTo("attempt-1");
    }
}
