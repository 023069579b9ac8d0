package dev.tombola.benchmarks.load;

import dev.tombola.evaluator.EvaluatorLoop;
import dev.tombola.evaluator.Measurement;
import dev.tombola.evaluator.SecondEngine;
import dev.tombola.evaluator.TestSplits;
import dev.tombola.kafka.KafkaSettings;
import dev.tombola.store.bucket.Buckets;
import dev.tombola.store.dataset.DataSetCatalogue;
import dev.tombola.ticket.store.Blobs;
import dev.tombola.vision.data.Splits;
import dev.tombola.vision.measure.Measure;
import dev.tombola.vision.measure.Measured;
import dev.tombola.vision.metric.Predictions;
import dev.tombola.vision.view.Views;
import io.quarkus.runtime.StartupEvent;
import java.nio.file.Path;
import java.util.Optional;

/** The evaluator in a process of its own, put together as its wiring does, but for the engine that measures. */
final class RecordedEvaluator {
    private RecordedEvaluator() {}

    public static void main(String[] args) {
        var kafka = KafkaSettings.from(key -> Optional.ofNullable(System.getProperty(key)));
        var store = Buckets.from(key -> Optional.ofNullable(System.getProperty(key)));
        var splits = new TestSplits(new DataSetCatalogue(store), Path.of(args[0]));
        var loop = new EvaluatorLoop(kafka, store, new Measurement(new Blobs(store), new Recorded(), splits));
        loop.start(new StartupEvent());
        System.out.println("ready evaluator");
    }

    /** Says what was recorded: every image's own label. */
    private static final class Recorded implements SecondEngine {
        @Override
        public String name() {
            return "recorded";
        }

        @Override
        public Measured measure(byte[] onnx, Measure measure, Splits splits, Views views) {
            var labels = splits.test().labels();
            var predictions = Predictions.of(labels);
            return new Measured(measure, predictions, predictions.top1(labels));
        }
    }
}
