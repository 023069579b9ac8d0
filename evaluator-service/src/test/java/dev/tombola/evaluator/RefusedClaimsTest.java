package dev.tombola.evaluator;

import static dev.tombola.evaluator.ClaimsStage.failure;
import static dev.tombola.evaluator.ClaimsStage.spec;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.kafka.OversizedEventException;
import dev.tombola.testkit.EndlessObject;
import dev.tombola.testkit.FaultyStore.Request;
import dev.tombola.ticket.event.ResultAccepted;
import dev.tombola.ticket.event.ResultAccepted.Outcome;
import dev.tombola.ticket.search.Architecture;
import dev.tombola.ticket.store.Digest;
import dev.tombola.ticket.store.StoreException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a run whose claims do not stand. */
class RefusedClaimsTest {
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
    void aRunIsGivenUpAfterThreeRefusedClaims() {
        // Given
        var result = stage.result(tiny.pruned(3), tiny.pruned(3), tiny.pruned(4));
        claims.on(TinySearch.claim(result, "attempt-1"));
        claims.on(TinySearch.claim(result, "attempt-1"));
        claims.on(TinySearch.claim(result, "attempt-2"));
        assertThat(stage.said).as("the same claim heard again counts once").isEmpty();

        // When
        claims.on(TinySearch.claim(result, "attempt-3"));

        // Then
        assertThat(stage.said).singleElement().satisfies(it -> {
            assertThat(failure(it)).contains("is not that of the best weights");
            assertThat(((Outcome.Failed) ((ResultAccepted) it).outcome()).attempts())
                    .isEqualTo(3);
        });
    }

    @Test
    void aRunThatDivergesIsGivenUpAtOnce() {
        var diverged = TinySearch.changed(tiny.pruned(3), "layer1.0.conv1.weight", 1, Float.NaN);

        claims.on(TinySearch.claim(tiny.result(tiny.ticket(), diverged), "attempt-1"));

        assertThat(stage.said)
                .singleElement()
                .satisfies(it -> assertThat(failure(it)).contains("not finite"));
        assertThat(stage.store.contains(TinySearch.key(tiny.ticket().id()))).isFalse();
    }

    @Test
    void aNetworkThatNobodyKnowsIsGivenUpAtOnce() {
        var spec = tiny.dense();
        var unknown = spec(spec, new Architecture("no-such-net", null, null), null, spec.dataset());

        stage.evaluator.hear(tiny.plan(unknown.id()));

        claims.on(TinySearch.claim(tiny.result(unknown, tiny.weights(3)), "attempt-1"));

        assertThat(stage.said)
                .singleElement()
                .satisfies(it -> assertThat(failure(it)).contains("no network is called no-such-net"));
    }

    @Test
    void aGoodClaimAfterARefusedOneStands() {
        // Given
        claims.on(TinySearch.claim(stage.result(tiny.pruned(3), tiny.pruned(3), tiny.pruned(4)), "attempt-1"));

        // When
        claims.on(TinySearch.claim(tiny.result(tiny.ticket(), tiny.pruned(3)), "attempt-2"));

        // Then
        assertThat(stage.accepted().attempt()).isEqualTo("attempt-2");
    }

    @Test
    void refusingLeavesABetterResultInTheStore() {
        // Given
        var refused = stage.result(tiny.pruned(3), tiny.pruned(3), tiny.pruned(4));
        tiny.result(tiny.ticket(), tiny.pruned(3));

        // When
        claims.on(TinySearch.claim(refused, "attempt-1"));

        // Then
        assertThat(stage.said).isEmpty();
        assertThat(stage.store.contains(TinySearch.key(tiny.ticket().id()))).isTrue();
    }

    @Test
    void aResultFileThatIsNoDocumentIsRemoved() {
        // Given
        var result = stage.result(tiny.pruned(3), tiny.pruned(3), tiny.pruned(4));
        var endless =
                new EndlessObject(stage.store, TinySearch.key(result.spec().id()));
        var careful = new Claims(stage.evaluator, new ClaimCheck(endless), tiny.measurement(), new Refusals(endless));

        // When
        careful.on(TinySearch.claim(result, "attempt-1"));

        // Then
        assertThat(stage.log).singleElement().asString().contains("does not stand: ");
        assertThat(stage.store.contains(TinySearch.key(result.spec().id()))).isFalse();
        assertThat(endless.taken()).isLessThan(EndlessObject.SIZE / 10);
    }

    @Test
    void aResultThatIsTooLargeForItsTopicIsRefused() {
        // Given
        var cramped = new Evaluator(outgoing -> {
            if (outgoing.event() instanceof ResultAccepted result && result.outcome() instanceof Outcome.Accepted) {
                throw new OversizedEventException("result-accepted", outgoing.key(), 9 << 20, null);
            }
            stage.said.add(outgoing.event());
        });
        tiny.events().forEach(cramped::hear);
        var strict = stage.claims(cramped);
        var claimed = tiny.result(tiny.ticket(), tiny.pruned(3));

        // When
        for (var attempt : List.of("attempt-1", "attempt-2", "attempt-3")) {
            strict.on(TinySearch.claim(claimed, attempt));
        }

        // Then
        assertThat(stage.said)
                .singleElement()
                .satisfies(it -> assertThat(failure(it)).contains("is more than result-accepted takes"));
    }

    @Test
    void aDataSetThatIsNotThereIsAFaultOfTheClaim() {
        var spec = tiny.dense();
        var other = spec(spec, spec.network(), null, Digest.of("another data set".getBytes(UTF_8)));
        var result = tiny.result(other, tiny.weights(3));

        assertThatThrownBy(() -> tiny.measurement().measure(result, new ClaimedObjects(tiny.blobs)))
                .hasMessageContaining("is not in the store");
        // As the run of no live search it is not measured.
        stage.evaluator.hear(tiny.plan(other.id()));
        claims.on(TinySearch.claim(result, "attempt-1"));
        assertThat(stage.accepted().measured()).isNull();
        claims.measure(result);
        assertThat(stage.said)
                .hasSize(2)
                .last()
                .satisfies(it -> assertThat(failure(it)).contains("is not in the store"));
    }

    @Test
    void whatCannotBeMeasuredAfterAllHasFailed() {
        // Given
        var result = stage.result(tiny.pruned(3), tiny.pruned(3), tiny.pruned(4));
        var accepted = new ResultAccepted(result.spec().id(), new Outcome.Accepted("attempt-1", result, null));
        stage.evaluator.hear(accepted);

        // When
        stage.evaluator.turn().forEach(claims::measure);

        // Then
        assertThat(stage.said)
                .singleElement()
                .satisfies(it -> assertThat(failure(it)).contains("is not that of the best weights"));
        assertThat(stage.store.contains(TinySearch.key(result.spec().id()))).isFalse();
    }

    @Test
    void aStoreThatDoesNotAnswerIsNoFaultOfTheClaim() {
        // Given
        var claim = TinySearch.claim(tiny.result(tiny.ticket(), tiny.pruned(3)), "attempt-1");
        stage.store.failNext(Request.OPEN, 1);

        // When
        assertThatThrownBy(() -> claims.on(claim))
                .isExactlyInstanceOf(StoreException.class)
                .hasMessage("the store does not answer");

        // Then
        assertThat(stage.said).isEmpty();
        claims.on(claim);
        assertThat(stage.accepted().attempt()).isEqualTo("attempt-1");
    }
}
