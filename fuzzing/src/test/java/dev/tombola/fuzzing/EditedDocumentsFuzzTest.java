package dev.tombola.fuzzing;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tombola.ticket.event.SearchSubmitted;
import dev.tombola.ticket.plan.Expansion;
import dev.tombola.ticket.plan.Facts;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The first byte names a document, the others change it. A search is also read as the file of a user, and expanded. */
class EditedDocumentsFuzzTest {
    private static final Map<Class<?>, JsonNode> EXAMPLES = new ConcurrentHashMap<>();

    @FuzzTest
    void reads(byte[] bytes) {
        if (bytes.length > 0) {
            Documents.type(bytes[0]).ifPresent(type -> reads(type, Arrays.copyOfRange(bytes, 1, bytes.length)));
        }
    }

    private static void reads(Class<?> type, byte[] edits) {
        var document = Edits.apply(edits, EXAMPLES.computeIfAbsent(type, Documents::example));
        var event = Documents.read(document.toString().getBytes(StandardCharsets.UTF_8), type);
        if (type == SearchSubmitted.class) {
            SearchFiles.read(document.path("resolved").path("search").toString());
            event.map(SearchSubmitted.class::cast).ifPresent(EditedDocumentsFuzzTest::expand);
        }
    }

    /** Services take a search that is refused here for one that makes no sense, and go on with the others. */
    private static void expand(SearchSubmitted submitted) {
        Reading.of(0, () -> Expansion.of(submitted.resolved(), Facts.NONE), IllegalArgumentException.class);
    }
}
