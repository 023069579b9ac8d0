package dev.tombola.fuzzing;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

class SearchFileFuzzTest {
    @FuzzTest
    void reads(byte[] bytes) {
        SearchFiles.read(new String(bytes, StandardCharsets.UTF_8));
    }
}
