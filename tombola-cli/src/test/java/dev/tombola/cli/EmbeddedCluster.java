package dev.tombola.cli;

import dev.tombola.cli.environment.Logs;
import dev.tombola.devstack.EmbeddedBroker;
import dev.tombola.devstack.EmbeddedStore;
import dev.tombola.kafka.EventWriter;
import dev.tombola.kafka.KafkaSettings;
import dev.tombola.store.dataset.DataSetCatalogue;
import dev.tombola.store.s3.S3Credentials;
import dev.tombola.store.s3.S3ObjectStore;
import dev.tombola.store.s3.S3Settings;
import dev.tombola.ticket.event.ResultAccepted;
import dev.tombola.ticket.event.SearchConcluded;
import dev.tombola.ticket.event.SearchSubmitted;
import dev.tombola.ticket.event.TicketDrawn;
import dev.tombola.ticket.event.Topics;
import dev.tombola.ticket.store.Blobs;
import dev.tombola.ticket.store.ObjectRef;
import dev.tombola.vision.data.DataSets;
import dev.tombola.vision.data.ImageSet;
import dev.tombola.vision.data.Samples;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A broker and a store that the command line finds through system properties. */
final class EmbeddedCluster implements AutoCloseable {
    private final Path folder;
    private final EmbeddedBroker broker;
    private final EmbeddedStore store;
    private final Map<String, String> properties;

    EmbeddedCluster(Path folder) {
        Logs.configure(false); // or the broker tells its whole configuration
        this.folder = folder;
        this.broker = EmbeddedBroker.start(folder.resolve("kafka"));
        this.store = EmbeddedStore.start(folder.resolve("store"), 0, "tombola", "key", "secret");
        this.properties = Map.of(
                "kafka.bootstrap.servers",
                broker.bootstrapServers(),
                "tombola.store.endpoint",
                store.endpoint().toString(),
                "tombola.store.access-key",
                "key",
                "tombola.store.secret-key",
                "secret");
        properties.forEach(System::setProperty);
    }

    /** Black images under the name of a real data set. */
    void publishFashionMnist(int images) {
        try (var bucket = new S3ObjectStore(bucket())) {
            var samples = new Samples(DataSets.named("fashion-mnist"), black(images), black(10));
            new DataSetCatalogue(bucket).publish(samples, folder.resolve("scratch"));
        }
    }

    /** Keeps an object as services would. */
    ObjectRef keep(byte[] content) {
        try (var bucket = new S3ObjectStore(bucket())) {
            return new Blobs(bucket).write(content);
        }
    }

    private S3Settings bucket() {
        return new S3Settings(store.endpoint(), "tombola", new S3Credentials.Keys("key", "secret"));
    }

    /** Says what services would say. */
    void say(List<?> events) {
        try (var writer = EventWriter.plain(KafkaSettings.local(broker.bootstrapServers()), "test")) {
            events.forEach(event -> say(event, writer));
        }
    }

    private static void say(Object event, EventWriter writer) {
        switch (event) {
            case SearchSubmitted submitted -> writer.write(Topics.SEARCHES, submitted);
            case TicketDrawn drawn -> writer.write(Topics.TICKET_DRAWN, drawn);
            case ResultAccepted result -> writer.write(Topics.RESULT_ACCEPTED, result);
            case SearchConcluded concluded -> writer.write(Topics.SEARCH_CONCLUDED, concluded);
            default -> throw new IllegalArgumentException("no service says " + event);
        }
    }

    private static ImageSet black(int count) {
        var labels = IntStream.range(0, count).map(i -> i % 10).toArray();
        return ImageSet.of(
                DataSets.named("fashion-mnist").shape(), 10, MemorySegment.ofArray(new byte[count * 28 * 28]), labels);
    }

    @Override
    public void close() {
        properties.keySet().forEach(System::clearProperty);
        store.close();
        broker.close();
    }
}
