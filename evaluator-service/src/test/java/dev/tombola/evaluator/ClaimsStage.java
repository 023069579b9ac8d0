package dev.tombola.evaluator;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tombola.testkit.FaultyStore;
import dev.tombola.testkit.InMemoryObjectStore;
import dev.tombola.ticket.event.ResultAccepted;
import dev.tombola.ticket.event.ResultAccepted.Outcome;
import dev.tombola.ticket.run.RunResult;
import dev.tombola.ticket.run.RunSpec;
import dev.tombola.ticket.search.Architecture;
import dev.tombola.ticket.store.Digest;
import dev.tombola.ticket.store.ObjectRef;
import dev.tombola.ticket.wire.Json;
import dev.tombola.vision.network.Weights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** An evaluator that has heard of a tiny search, before listeners that keep what it says and what it warns of. */
final class ClaimsStage implements AutoCloseable {
    final FaultyStore store = new FaultyStore(new InMemoryObjectStore());
    final List<Object> said = new ArrayList<>();
    final List<String> log = new ArrayList<>();
    final Evaluator evaluator = evaluator();
    final TinySearch tiny;
    final Claims claims;
    private final Log handler = new Log();

    ClaimsStage(Path folder) {
        this(folder, TinySearch.CLASSES);
    }

    /** All of whose networks are trained by this recipe. */
    ClaimsStage(Path folder, String recipe) {
        tiny = new TinySearch(store, folder, recipe);
        tiny.events().forEach(evaluator::hear);
        claims = claims(evaluator);
        Logger.getLogger("dev.tombola.evaluator").addHandler(handler);
    }

    @Override
    public void close() {
        Logger.getLogger("dev.tombola.evaluator").removeHandler(handler);
    }

    /** Has heard nothing. All speak to the same listener. */
    Evaluator evaluator() {
        return new Evaluator(outgoing -> said.add(outgoing.event()));
    }

    Claims claims(Evaluator before) {
        return new Claims(before, new ClaimCheck(store), tiny.measurement(), new Refusals(store));
    }

    RunResult result(Weights last, Weights best, Weights emitted) {
        return tiny.result(tiny.ticket(), last, best, emitted, UnaryOperator.identity());
    }

    RunResult with(RunResult result, RunSpec spec, ObjectRef last, ObjectRef onnx) {
        var changed = new RunResult(
                spec,
                result.epochs(),
                result.chosenEpoch(),
                result.test(),
                result.remaining(),
                last,
                result.best(),
                onnx,
                result.kept(),
                result.fingerprint(),
                result.provenance());
        store.write(TinySearch.key(spec.id()), Json.write(changed).getBytes(UTF_8));
        return changed;
    }

    /** The same with another state. */
    static RunResult with(RunResult result, @Nullable ObjectRef state) {
        return new RunResult(
                result.spec(),
                result.epochs(),
                result.chosenEpoch(),
                result.test(),
                result.remaining(),
                result.last(),
                result.best(),
                result.onnx(),
                result.kept(),
                state,
                result.beside(),
                result.fingerprint(),
                result.provenance());
    }

    static RunSpec spec(RunSpec spec, Architecture network, @Nullable Digest mask, Digest dataset) {
        return new RunSpec(
                spec.specVersion(),
                network,
                spec.weights(),
                spec.initialSeed(),
                mask,
                spec.task(),
                dataset,
                spec.recipe(),
                spec.fresh(),
                spec.keepEpochs(),
                spec.seed(),
                spec.repetition());
    }

    Outcome.Accepted accepted() {
        return (Outcome.Accepted) ((ResultAccepted) said.getLast()).outcome();
    }

    static String failure(Object event) {
        return ((Outcome.Failed) ((ResultAccepted) event).outcome()).reason();
    }

    /** What was warned of. */
    private final class Log extends Handler {
        @Override
        public void publish(LogRecord entry) {
            log.add(entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
