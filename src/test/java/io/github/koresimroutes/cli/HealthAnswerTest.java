package io.github.koresimroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HealthAnswerTest {

    @Test
    void aPathIsReadThoughCamelEscapesItTwice() {
        String answer = """
                {"status":"DOWN","checks":[{"name":"kore-journal","status":"DOWN",\
                "message":"the journal's file \\\\\\/srv\\\\\\/journal.db was moved"}]}""";

        assertThat(answer).contains("\\\\\\/srv");
        assertThat(HealthAnswer.troubles(new ByteArrayInputStream(
                answer.getBytes(StandardCharsets.UTF_8))))
                .containsExactly("kore-journal: the journal's file /srv/journal.db was moved");
    }
}
