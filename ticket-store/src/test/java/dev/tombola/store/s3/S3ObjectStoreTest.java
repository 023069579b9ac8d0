package dev.tombola.store.s3;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tombola.ticket.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** On S3Proxy in this process, and on real servers where their programs are on the PATH. */
class S3ObjectStoreTest {
    private static final List<String> RAN = new ArrayList<>();
    private static final List<String> ABSENT = new ArrayList<>();

    @AfterAll
    static void saysOnWhichServersItRan() {
        String absent = ABSENT.isEmpty() ? "" : "; %s not on PATH".formatted(String.join(", ", ABSENT));
        System.out.println("store contract: ran on " + String.join(", ", RAN) + absent);
    }

    @Nested
    class OnS3Proxy extends OnServer {
        @Override
        S3Server start(Path folder) throws Exception {
            RAN.add("S3Proxy");
            return InProcessS3Proxy.start(folder);
        }
    }

    @Nested
    class OnMinio extends OnServer {
        @Override
        S3Server start(Path folder) throws IOException {
            return ChildS3Server.startMinio(required("minio", "MinIO"), folder);
        }
    }

    @Nested
    class OnVersityGateway extends OnServer {
        @Override
        S3Server start(Path folder) throws IOException {
            return ChildS3Server.startVersityGateway(required("versitygw", "versitygw"), folder);
        }
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void saysThatNothingAnswersWhenItsPatienceEnds() {
        var gone = S3Server.nowhere();

        try (var store =
                new S3ObjectStore(new S3Settings(gone, "tickets", S3Server.KEYS).withPatience(Duration.ofSeconds(1)))) {
            assertThatThrownBy(() -> store.contains("key"))
                    .isInstanceOf(StoreException.class)
                    .hasMessage("no answer from the store at %s: connection refused; is it running there?", gone);
        }
    }

    private static Path required(String program, String name) {
        var found = ChildS3Server.find(program);
        found.ifPresentOrElse(_ -> RAN.add(name), () -> ABSENT.add(program));
        assumeThat(found).as("%s is not on the PATH", program).isPresent();
        return found.orElseThrow();
    }
}
