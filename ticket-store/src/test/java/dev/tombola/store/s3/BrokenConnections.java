package dev.tombola.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.store.s3.FaultyProxy.Fault;
import dev.tombola.ticket.store.ObjectStore;
import dev.tombola.ticket.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults that pass: what was begun comes to its end, and nothing is sent or read twice that need not be. */
interface BrokenConnections extends S3Requests {
    byte[] LARGE = random(17 << 20);

    @Test
    default void outlastsAStoreThatIsUnavailableOrHangsUp() throws IOException {
        var bucket = newBucket();
        try (var proxy = new FaultyProxy(endpoint())) {
            for (var fault : List.of(new Fault.Unavailable(), new Fault.Break(0, 0))) {
                int calls = S3Requests.calls(connect(proxy.endpoint(), bucket, S3Server.KEYS))
                        .size();
                for (int call = 0; call < calls; call++) {
                    proxy.meet(fault, fault);
                    S3Requests.calls(connect(proxy.endpoint(), bucket, S3Server.KEYS))
                            .get(call)
                            .run();
                    assertThat(proxy.allMet()).isTrue();
                }
            }
        }
    }

    @Test
    default void triesAgainAfterFaultsThatEachTakeLongerThanItsPatience() throws IOException {
        var bucket = newBucket();
        try (var proxy = new FaultyProxy(endpoint())) {
            var slow = new Fault.Unavailable(Duration.ofMillis(200));
            proxy.meet(slow, slow);

            connect(settings(proxy.endpoint(), bucket, S3Server.KEYS).withPatience(Duration.ofMillis(100)))
                    .write("key", CONTENT);

            assertThat(proxy.allMet()).isTrue();
        }
    }

    @Test
    default void repeatsOnlyThePartWhoseConnectionBroke(@TempDir Path folder) throws IOException {
        var file = Files.write(folder.resolve("large"), LARGE);
        repeatsOnlyThePartWhoseConnectionBroke(store -> store.write("large", file));
        repeatsOnlyThePartWhoseConnectionBroke(store -> store.write("large", LARGE));
    }

    private void repeatsOnlyThePartWhoseConnectionBroke(Consumer<ObjectStore> writing) throws IOException {
        var bucket = newBucket();
        var direct = connect(endpoint(), bucket, S3Server.KEYS);
        try (var proxy = new FaultyProxy(endpoint())) {
            proxy.meet(new Fault.Break(8 << 20, Long.MAX_VALUE), new Fault.Unavailable());

            writing.accept(connect(proxy.endpoint(), bucket, S3Server.KEYS));

            assertThat(proxy.allMet()).isTrue();
            assertThat(proxy.bytesUp()).isBetween(17L << 20, 24L << 20);
        }
        assertThat(content(direct)).isEqualTo(LARGE);
    }

    @Test
    default void readsOnWhereTheConnectionBroke() throws IOException {
        var bucket = newBucket();
        var direct = connect(endpoint(), bucket, S3Server.KEYS);
        direct.write("large", LARGE);
        try (var proxy = new FaultyProxy(endpoint())) {
            var breaking = new Fault.Break(Long.MAX_VALUE, 6 << 20);
            proxy.meet(breaking, new Fault.Unavailable(), breaking);

            assertThat(content(connect(proxy.endpoint(), bucket, S3Server.KEYS)))
                    .isEqualTo(LARGE);

            assertThat(proxy.allMet()).isTrue();
            assertThat(proxy.bytesDown()).isBetween(17L << 20, 18L << 20);
        }
    }

    @Test
    default void neverJoinsTwoObjectsIntoOne() throws IOException {
        var bucket = newBucket();
        var direct = connect(endpoint(), bucket, S3Server.KEYS);
        direct.write("large", LARGE);
        try (var proxy = new FaultyProxy(endpoint())) {
            proxy.meet(new Fault.Break(Long.MAX_VALUE, 1 << 16));
            try (var in = connect(proxy.endpoint(), bucket, S3Server.KEYS).open("large")) {
                assertThat(in.read()).isNotNegative();
                direct.write("large", new byte[LARGE.length]);

                assertThatThrownBy(in::readAllBytes)
                        .isInstanceOf(StoreException.class)
                        .hasMessage("object at large was replaced while it was read");
            }
        }
    }

    private static byte[] content(S3ObjectStore store) throws IOException {
        try (InputStream in = store.open("large")) {
            return in.readAllBytes();
        }
    }

    private static byte[] random(int size) {
        var content = new byte[size];
        new Random(1).nextBytes(content);
        return content;
    }
}
